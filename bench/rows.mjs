// A table of 1000 rows, three cells each, made by Python through krait.web and through krait.js, and by JavaScript.
//
//     node bench/rows.mjs [--turns N]
//
// The three take turns in one headless Chromium; each tells its best of 40 tables, the bench the median of its turns and
// the range. A ratio is JavaScript's time over ours: above 1 we are faster.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { serve } from "../web/serve.mjs";
import { launch } from "./engines/browser.mjs";

const at = process.argv.indexOf("--turns");
const TURNS = at < 0 ? 7 : Number(process.argv[at + 1]);

const python = (head) => `${head}
def rows(count):
    table = document.createElement("table")
    for i in range(count):
        tr = document.createElement("tr")
        for text in (str(i), "name of row", "third"):
            td = document.createElement("td")
            td.className = "cell"
            td.textContent = text
            tr.appendChild(td)
        table.appendChild(tr)
    return table

best = 1e9
for turn in range(40):
    start = performance.now()
    table = rows(1000)
    best = min(best, performance.now() - start)
document.title = str(best)
`;

const javascript = `
function rows(count) {
  const table = document.createElement("table");
  for (let i = 0; i < count; i++) {
    const tr = document.createElement("tr");
    for (const text of [String(i), "name of row", "third"]) {
      const td = document.createElement("td");
      td.className = "cell";
      td.textContent = text;
      tr.appendChild(td);
    }
    table.appendChild(tr);
  }
  return table;
}
let best = 1e9;
for (let turn = 0; turn < 40; turn++) {
  const start = performance.now();
  rows(1000);
  best = Math.min(best, performance.now() - start);
}
document.title = String(best);`;

const inKrait = (head) => `<!doctype html><script src="/krait.js"></script><script type="text/python">${python(head)}</script>`;
const PAGES = {
  javascript: `<!doctype html><script>${javascript}</script>`,
  "krait.web": inKrait("from krait.web import document, performance"),
  "krait.js": inKrait("from krait import js\ndocument = js.document\nperformance = js.performance"),
};

const server = await serve(0, (name) => {
  const page = PAGES[name.slice(1, -5)];
  return page ? [page, name] : null;
});
const profile = mkdtempSync(path.join(os.tmpdir(), "krait-rows-"));
const browser = await launch(profile);
const times = Object.fromEntries(Object.keys(PAGES).map((name) => [name, []]));
try {
  for (let turn = 0; turn < TURNS; turn++) {
    for (const name of Object.keys(PAGES)) {
      const tab = await browser.newPage();
      await tab.goto(`http://127.0.0.1:${server.address().port}/${name}.html`);
      await tab.waitForFunction(() => document.title !== "", null, { timeout: 60_000 });
      times[name].push(Number(await tab.title()));
      await tab.close();
    }
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
for (const [name, list] of Object.entries(times)) {
  const ratio = median(times.javascript) / median(list);
  console.log(`${name.padEnd(12)} ${median(list).toFixed(2)} ms (${Math.min(...list).toFixed(2)} to ${Math.max(...list).toFixed(2)})  ${ratio.toFixed(2)}x`);
}
