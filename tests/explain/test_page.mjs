// SPDX-License-Identifier: Apache-2.0
// test_page.mjs YANSHU TREE: the page of `yanshu explain --html` in a real browser: nothing is fetched, pointing and keys
// work, contrast suffices in dark and light, hostile text stays text, a large article stays quick.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openBrowser } from "./browser.mjs";

const yanshu = resolve(process.argv[2]);
const tree = resolve(process.argv[3]);
const folder = mkdtempSync(join(tmpdir(), "yanshu-page-"));
const SAMPLE = readFileSync(join(tree, "tests/samples/plan-approval.md"), "utf8");
const tests = [];
const test = (name, run) => tests.push([name, run]);
let browser;

/** The page of an article, open; whatever it asks for or complains of is in page.seen. */
async function open(text, options = {}) {
  const article = join(folder, "article.md");
  const file = join(folder, "page.html");
  writeFileSync(article, text);
  execFileSync(yanshu, ["explain", "--html", "-o", file, article]);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.seen = [];
  page.size = statSync(file).size;
  page.on("requestfinished", (request) => page.seen.push(request.url()));
  page.on("requestfailed", (request) => page.seen.push(`${request.failure().errorText} ${request.url()}`));
  page.on("console", (message) => page.seen.push(message.text()));
  page.on("pageerror", (error) => page.seen.push(String(error)));
  page.on("dialog", (dialog) => { page.seen.push("dialog"); dialog.dismiss(); });
  await page.goto(pathToFileURL(file).href);
  page.file = page.seen.shift();
  return page;
}
const lit = (page) => page.$$eval("article .w.lit", (all) => all.map((w) => w.textContent).join(""));
const detail = (page) => page.locator("#detail").innerText();
const focused = (page) => page.evaluate(() => document.activeElement.className + ":" + document.activeElement.textContent);

test("loads, alone and in peace", async () => {
  const page = await open(SAMPLE);
  assert.match(page.file, /^file:.*page\.html$/);
  assert.equal(await page.title(), "柳州工业遗产保护有了“路线图”");
  assert.deepEqual(page.seen, []);
  const kinds = await page.$$eval(".legend li", (all) => all.map((li) => li.textContent));
  assert.equal(kinds.length, 10);
  await page.close();
});

test("what is forbidden does not run", async () => {
  const page = await open(SAMPLE);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'run'";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "https://pictures.example/x.png";
    document.body.append(image);
  });
  assert.notEqual(await page.title(), "run");
  assert.ok(page.seen.some((line) => line.includes("Content Security Policy")));
  await page.waitForTimeout(100);
  assert.ok(!page.seen.some((line) => line.startsWith("https:")), page.seen.join("\n"));
  await page.close();
});

test("the article reads as it is", async () => {
  const page = await open(SAMPLE);
  const text = await page.$$eval("article > *", (all) => all.map((block) => block.textContent));
  const printed = SAMPLE.split("---\n")[2].split("\n").filter(Boolean).map((line) => line.replace(/^# /, ""));
  assert.deepEqual(text, printed);
  await page.close();
});

test("pointing at a fact", async () => {
  const page = await open(SAMPLE);
  await page.locator(".fact", { hasText: "鱼峰区" }).hover();
  assert.equal(await lit(page), "鱼峰区、柳北区将率先开展“老厂新生”试点");
  const shown = await detail(page);
  assert.match(shown, /“老厂新生”试点 – covers – 鱼峰区/);
  assert.match(shown, /division-carries-out programs\.xml:\d+/);
  assert.match(shown, /https:\/\/w3id\.org\/yanshu\/rule\/division-carries-out/);
  assert.match(shown, /<program\/\S+> ys:covers <division\/450203> \.\n/);
  assert.match(shown, /a ys:Assertion, rdf:Statement/);
  await page.locator(".fact").first().hover();
  assert.match(await lit(page), /^记者 ?韦思齐$/);
  await page.close();
});

test("every fact lights its words and has a rule and triples", async () => {
  const page = await open(SAMPLE);
  const faults = await page.evaluate(() => {
    const wrong = [];
    for (const fact of document.querySelectorAll(".fact")) {
      fact.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      const heads = [...document.querySelectorAll("#detail h3")].map((h) => h.textContent).join();
      const pre = document.querySelector("#detail pre").textContent;
      if (heads !== "Words,Rule,Triples" || !pre.includes("prov:wasDerivedFrom") || !document.querySelector("article .lit") ||
          !document.querySelector("#detail b")) wrong.push(fact.textContent);
    }
    return wrong;
  });
  assert.deepEqual(faults, []);
  await page.close();
});

test("pointing at a word", async () => {
  const page = await open(SAMPLE);
  await page.locator("article .w", { hasText: /^柳州$/ }).nth(1).hover();
  const shown = await detail(page);
  assert.match(shown, /Read here\ndivision 柳州: 柳州市 \(Liuzhou, 450200\)/);
  assert.match(shown, /Considered, and lost\nprogram “工业柳州”: no word of programs/);
  assert.match(shown, /Facts from these words\n农志高 – said/);
  assert.equal(await page.locator("article .here").count(), 1);
  assert.equal(await page.locator(".fact.lit").count(), 1);
  await page.close();
});

test("what is shown does not move what is pointed at", async () => {
  const page = await open(SAMPLE);
  for (const n of [0, 2, 5]) {
    const fact = page.locator(".fact").nth(n);
    await fact.scrollIntoViewIfNeeded();
    const before = await fact.boundingBox();
    await fact.hover();
    assert.deepEqual(await fact.boundingBox(), before);
    assert.equal(await page.locator(".fact.lit").count(), 1);
  }
  await page.close();
});

test("a click keeps, Escape lets go", async () => {
  const page = await open(SAMPLE);
  await page.locator(".fact").nth(2).click();
  const kept = await detail(page);
  assert.equal(await page.locator(".fact").nth(2).getAttribute("aria-pressed"), "true");
  await page.locator(".fact").nth(3).hover();
  assert.equal(await detail(page), kept);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator('.fact[aria-pressed="true"]').count(), 0);
  assert.equal(await lit(page), "");
  assert.match(await detail(page), /Point at a fact/);
  await page.locator(".fact").nth(4).hover();
  assert.notEqual(await detail(page), kept);
  await page.close();
});

test("by keyboard alone", async () => {
  const page = await open(SAMPLE);
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^skip/);
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^w .*:柳州$/);
  assert.match(await detail(page), /division 柳州/);
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(page), /^w /);
  assert.doesNotMatch(await focused(page), /:柳州$/);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Home");
  assert.match(await focused(page), /:柳州$/);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "detail");
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^fact/);
  assert.match(await page.locator("#said").textContent(), /韦思齐 – holds – 记者/);
  await page.keyboard.press("ArrowDown");
  const second = await focused(page);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator('.fact[aria-pressed="true"]').count(), 1);
  const kept = await detail(page);
  await page.keyboard.press("ArrowDown");
  assert.equal(await detail(page), kept);
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), second);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.match(await focused(page), /:柳州$/);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth);
  assert.equal(outline, "solid3px");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "facts");
  await page.close();
});

test("roles and names", async () => {
  const page = await open(SAMPLE);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("article").getAttribute("lang"), "zh");
  for (const role of ["main", "article", "status", "banner"]) assert.equal(await page.getByRole(role).count(), 1, role);
  assert.ok(await page.getByRole("region", { name: "Details" }).count());
  assert.ok(await page.getByRole("region", { name: "Facts" }).count());
  assert.ok(await page.getByRole("button", { name: "covers 柳州市" }).count());
  assert.deepEqual(await page.$$eval("h1, h2, h3", (all) => all.map((h) => h.tagName).slice(0, 3)), ["H1", "H2", "H3"]);
  await page.close();
});

/** The lowest contrast of text with its ground, of all that is shown. */
const contrast = () => {
  const parse = (text) => text.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let worst = [99, ""];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || e.tagName === "SCRIPT" || !e.getClientRects().length) continue;
    let ground = e;
    while (ground && (parse(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
    const a = luminance(parse(getComputedStyle(e).color));
    const b = luminance(parse(getComputedStyle(ground ?? document.documentElement).backgroundColor));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst[0]) worst = [ratio, `${e.className}: ${e.textContent.slice(0, 20)}`];
  }
  return worst;
};

for (const colorScheme of ["light", "dark"]) {
  test(`contrast, ${colorScheme}`, async () => {
    const page = await open(SAMPLE, { colorScheme });
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const bright = ground.match(/\d+/g).map(Number)[0] > 128;
    assert.equal(bright, colorScheme === "light", ground);
    for (const show of [".fact >> nth=1", "article .w[tabindex] >> nth=3"]) {
      await page.locator(show).hover();
      const [ratio, where] = await page.evaluate(contrast);
      assert.ok(ratio >= 4.5, `${ratio} of ${where}`);
    }
    const grounds = await page.$$eval(".legend .w", (all) => new Set(all.map((w) => getComputedStyle(w).backgroundColor + getComputedStyle(w).borderBottom)).size);
    assert.equal(grounds, 10, "kinds that look alike");
    await page.close();
  });
}

test("hostile text stays text", async () => {
  const title = '<script>alert("标题")</script><b onmouseover=alert(1)>';
  const page = await open(`---\nsource: <img src=x onerror=alert(1)>\n---\n\n# ${title}\n\n</script><script>alert(2)</script>广州市天河区委书记林晓岚表示，“</script><script>document.title='坏'</script>”。\n\n` +
                          "林晓岚说，]]> --> <svg/onload=alert(3)> &lt;i&gt; \"' \\u003c/script 很好。\n");
  for (const fact of await page.locator(".fact").all()) await fact.hover();
  for (const word of (await page.locator("article .w[tabindex]").all()).slice(0, 20)) await word.hover();
  assert.deepEqual(page.seen, []);
  assert.notEqual(await page.title(), "坏");
  assert.equal(await page.locator("img, svg, iframe, article script, article b, #detail script").count(), 0);
  assert.equal(await page.locator("script").count(), 2);
  await page.close();
});

test("a large article stays quick", async () => {
  const body = SAMPLE.split("---\n")[2];
  let text = SAMPLE;
  while (Buffer.byteLength(text) < 200_000) text += body.replace(/^# /m, "## ");
  const begin = Date.now();
  const page = await open(text);
  const loaded = Date.now() - begin;
  assert.ok(loaded < 20_000, `${loaded} ms to read and load`);
  const slowest = await page.evaluate(() => {
    const words = [...document.querySelectorAll("article .w[tabindex]")];
    const facts = [...document.querySelectorAll(".fact")];
    let slow = 0;
    for (const e of [words[0], words[words.length >> 1], words[words.length - 1], facts[0], facts[facts.length >> 1], facts[facts.length - 1]]) {
      const start = performance.now();
      e.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      void document.body.offsetHeight;
      slow = Math.max(slow, performance.now() - start);
    }
    return slow;
  });
  assert.ok(slowest < 400, `${slowest} ms until something is shown`);
  console.log(`  200 kB: read and loaded in ${loaded} ms, page of ${page.size} bytes, shown in ${Math.round(slowest)} ms at most`);
  await page.close();
});

test("small screens and paper", async () => {
  const page = await open(SAMPLE, { viewport: { width: 360, height: 640 } });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#detail").isVisible(), false);
  assert.equal(await page.locator("#facts").isVisible(), true);
  await page.close();
});

test("without a fact", async () => {
  const page = await open("# 今天天气\n\n今天下雨。\n");
  assert.deepEqual(page.seen, []);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.close();
});

let failed = 0;
try {
  browser = await openBrowser();
  for (const [name, run] of tests) {
    try {
      await run();
      console.log(`ok   ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${name}: ${error.message}`);
    }
  }
} finally {
  await browser?.close();
  rmSync(folder, { recursive: true });
}
console.log(`${tests.length} tests, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
