// What a typical update takes: one atom, one text node, from the start of its handler to the end of the flush, in Chromium.
//
//     node bench/ui/update.mjs [--rounds N]
//
// Needs build/web/test/ui (the pages of tests). The mean over 1,000 updates; of the rounds the best and the median.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { launch, serve } from "../engines/browser.mjs";

const ROOT = path.resolve(path.dirname(new URL(import.meta.url).pathname), "../..");
const at = process.argv.indexOf("--rounds");
const ROUNDS = at < 0 ? 15 : Number(process.argv[at + 1]);
const PAGE = `<!doctype html><link rel="icon" href="data:,"><div id="main"></div><script type="module" src="/test/ui/app.js"></script>`;

const profile = mkdtempSync(path.join(os.tmpdir(), "krait-update-"));
const server = await serve((name) => (name === "/" ? PAGE : null), [path.join(ROOT, "build/web")]);
const browser = await launch(profile);
try {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/?form`);
  await tab.waitForFunction(() => window.app);
  await tab.click("input[type=checkbox]");
  await tab.waitForSelector("b");
  const times = await tab.evaluate(async (rounds) => {
    const { exports } = window.app;
    const button = document.querySelector("form > div > button"), shown = document.querySelector("b");
    let begun = 0;
    button.addEventListener("click", () => { begun = performance.now(); }); // before the container's listener
    const means = [];
    for (let round = 0; round < rounds; round++) {
      let sum = 0;
      for (let i = 0; i < 1000; i++) {
        const before = Number(shown.textContent);
        button.click();
        exports.flush();
        sum += performance.now() - begun;
        if (Number(shown.textContent) !== before + 1) throw new Error("no update");
      }
      means.push(sum);
      await new Promise(requestAnimationFrame);
    }
    return means;
  }, ROUNDS);
  const sorted = times.toSorted((a, b) => a - b); // ms per 1,000: µs each
  console.log(`update: best ${sorted[0].toFixed(1)} µs, median ${sorted[sorted.length >> 1].toFixed(1)} µs, first ${times[0].toFixed(1)} µs`);
} finally {
  await browser.close();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
