// SPDX-License-Identifier: Apache-2.0
// A real Chromium without a window, without a network, with a profile of its own.
import { createRequire } from "node:module";
import { existsSync } from "node:fs";

const require = createRequire(new URL("../package.json", import.meta.url));
const { chromium } = require("playwright-core");

const ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                   "--disable-component-update", "--disable-sync"];

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`${executablePath}: there is no Chromium`);
  return chromium.launch({ executablePath, args: ARGUMENTS });
}
