"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const article = document.getElementById("text");
  const detail = document.getElementById("detail");
  const said = document.getElementById("said");
  const help = detail.firstElementChild;
  const words = [...article.querySelectorAll(".w")];
  const starts = words.map((w) => Number(w.dataset.a));
  const stops = words.filter((w) => w.tabIndex === -1 && w.hasAttribute("tabindex"));
  const facts = [...document.querySelectorAll(".fact")];
  let lit = [];
  let kept = null;

  /* The first of the stretches that begins at `at` or behind it. */
  const find = (at) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] < at) low = middle + 1; else high = middle;
    }
    return low;
  };
  const make = (tag, text, name) => {
    const e = document.createElement(tag);
    if (text !== undefined) e.textContent = text;
    if (name) e.className = name;
    return e;
  };
  const chinese = (e) => { e.lang = "zh"; return e; };
  const printed = (begin, end) => words.slice(find(begin), find(end)).map((w) => w.textContent).join("");
  const clear = () => {
    for (const [e, name] of lit) e.classList.remove(name);
    lit = [];
  };
  const light = (e, name) => { e.classList.add(name); lit.push([e, name]); };
  const lightSpan = (begin, end) => { for (let i = find(begin); i < words.length && starts[i] < end; i++) light(words[i], "lit"); };
  const show = (parts) => { detail.replaceChildren(...parts); detail.scrollTop = 0; };
  const rest = () => { clear(); show([help]); };

  const ruleParts = (rule) => {
    if (typeof rule === "string") return rule ? [make("p", rule)] : [];
    const [id, iri, english, chineseText, file, line] = data.rules[rule];
    const name = make("p");
    name.append(make("b", id), make("span", " " + file + ":" + line, "quiet"));
    return [name, make("p", english), chinese(make("p", chineseText)), make("p", iri, "quiet")];
  };
  const showFact = (button) => {
    const fact = data.facts[button.dataset.f];
    clear();
    light(button, "lit");
    const parts = [make("h2", [fact.s, fact.r, fact.o].filter(Boolean).join(" \u2013 "))];
    parts.push(make("h3", "Words"));
    const rules = new Set();
    for (const [begin, end, rule] of fact.w) {
      lightSpan(begin, end);
      parts.push(chinese(make("p", printed(begin, end))));
      rules.add(rule);
    }
    parts.push(make("h3", "Rule"));
    for (const rule of rules) parts.push(...ruleParts(rule));
    parts.push(make("h3", "Triples"), make("pre", fact.t));
    show(parts);
  };

  const list = (head, items) => {
    if (!items.length) return [];
    const ul = make("ul");
    ul.append(...items);
    return [make("h3", head), ul];
  };
  const reading = ([kind, , , note, text]) => {
    const li = make("li");
    li.append(make("span", data.kinds[kind] + " ", "quiet"), chinese(make("b", text)), note ? ": " + note : "");
    return li;
  };
  const covers = (begin, end) => ([, b, e]) => b < end && begin < e;
  const showWord = (word) => {
    const begin = Number(word.dataset.a);
    const end = begin + [...word.textContent].length;
    clear();
    light(word, "here");
    const read = data.mentions.filter(covers(begin, end));
    const lost = data.lost.filter(covers(begin, end));
    const from = facts.filter((b) => data.facts[b.dataset.f].w.some(([x, y]) => x < end && begin < y));
    for (const button of from) light(button, "lit");
    show([chinese(make("h2", word.textContent)),
      ...list("Read here", read.map(reading)),
      ...list("Considered, and lost", lost.map(reading)),
      ...list("Facts from these words", from.map((b) => {
        const f = data.facts[b.dataset.f];
        return make("li", [f.s, f.r, f.o].filter(Boolean).join(" \u2013 "));
      }))]);
  };

  const present = (e) => (e.classList.contains("fact") ? showFact(e) : showWord(e));
  const keep = (e) => {
    if (kept && kept.classList.contains("fact")) kept.setAttribute("aria-pressed", "false");
    kept = kept === e ? null : e;
    detail.classList.toggle("kept", kept !== null);
    if (kept && kept.classList.contains("fact")) {
      kept.setAttribute("aria-pressed", "true");
      const first = data.facts[e.dataset.f].w[0];
      if (first) words[Math.min(find(first[0]), words.length - 1)].scrollIntoView({ block: "nearest" });
    }
    if (kept) present(kept); else rest();
  };
  const release = () => { if (kept) keep(kept); else rest(); };
  const target = (e) => (e instanceof Element ? e.closest(".fact, article .w[tabindex]") : null);

  document.addEventListener("pointerover", (event) => {
    const e = target(event.target);
    if (!kept && e) present(e);
  });
  document.addEventListener("click", (event) => {
    const e = target(event.target);
    if (e) { roam(e); keep(e); }
  });
  document.addEventListener("focusin", (event) => {
    const e = target(event.target);
    if (!e) return;
    if (!kept) present(e);
    said.textContent = detail.innerText.slice(0, 400);
  });

  /* One place of each list is reached with Tab; arrow keys go on from there. */
  const lists = [facts, stops];
  const roam = (e) => {
    const of = lists.find((l) => l.includes(e));
    if (!of) return;
    of.current.tabIndex = -1;
    e.tabIndex = 0;
    of.current = e;
  };
  for (const l of lists) {
    if (!l.length) { l.current = make("i"); continue; }
    l.current = l[0];
    l[0].tabIndex = 0;
    l.forEach((e, i) => { e.at = i; });
  }
  for (const e of facts) e.setAttribute("aria-pressed", "false");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { release(); return; }
    const e = target(event.target);
    if (!e || event.altKey || event.ctrlKey || event.metaKey) return;
    const l = e.classList.contains("fact") ? facts : stops;
    let to = null;
    if (step[event.key]) to = l[e.at + step[event.key]];
    else if (event.key === "Home") to = l[0];
    else if (event.key === "End") to = l[l.length - 1];
    else if (event.key === "Enter" || event.key === " ") { event.preventDefault(); keep(e); said.textContent = detail.innerText.slice(0, 400); return; }
    else return;
    event.preventDefault();
    if (to) { roam(to); to.focus(); }
  });
})();
