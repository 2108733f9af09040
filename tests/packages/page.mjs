// Prints what the page of a folder shows when its program has ended:
//
//   tests/packages/page.mjs FOLDER      a folder that `krait build --target web` made
//
// Exits with the program's code, or with 77 where there is no Chromium.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { serve } from "../../web/serve.mjs";
import { launch } from "../web/browser.mjs";

const SECONDS_MAX = 60;
const folder = process.argv[2];
const profile = mkdtempSync(path.join(os.tmpdir(), "krait-page-"));
const browser = await launch(profile);
if (!browser) process.exit(77);
const files = new Map(readdirSync(folder).map((name) => [`/page/${name}`, readFileSync(path.join(folder, name))]));
const server = await serve(0, (name) => (files.has(name) ? [files.get(name), name] : null));
let code = 1;
try {
  const tab = await browser.newPage();
  tab.on("pageerror", (error) => console.error(`page error: ${error.message}`));
  await tab.addInitScript(() => document.addEventListener("krait-end", (event) => { window.ended = event.detail.code; }));
  await tab.goto(`http://127.0.0.1:${server.address().port}/page/index.html`);
  await tab.waitForFunction(() => window.ended !== undefined, null, { timeout: SECONDS_MAX * 1000 });
  code = await tab.evaluate(() => window.ended);
  const text = await tab.evaluate(() => document.querySelector("#output").textContent);
  await new Promise((resolve) => process.stdout.write(text, resolve));
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(code);
