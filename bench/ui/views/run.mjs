// A project of 1,000 views: how long a build takes, and how long it is from a save to the frame that shows it.
//
//     node bench/ui/views/run.mjs [--views N] [--builds N] [--edits N]
//
// *build* is `krait build --target web` (the best of some after the first): cold with an empty cache, warm again.
// *save to paint* is what krait dev says: from the change of a file to the frame that shows it, median over the edits of a
// leaf and of the root, in headless Chromium. Writes build/bench/views.json.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { launch } from "../../engines/browser.mjs";
import { leaf, make, root } from "./project.mjs";

const ROOT = path.resolve(path.dirname(new URL(import.meta.url).pathname), "../../..");
const KRAIT = path.join(ROOT, "build/krait");
const option = (name, other) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : other);
const VIEWS = option("--views", 1000), BUILDS = option("--builds", 5), EDITS = option("--edits", 11);
const folder = mkdtempSync(path.join(os.tmpdir(), "krait-views-"));
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

function build() {
  const begun = performance.now();
  execFileSync(KRAIT, ["build", "app.jxl", "--target", "web", "-o", path.join(folder, "out")], { cwd: folder, stdio: "inherit" });
  return performance.now() - begun;
}

// Edits and the times that the server tells for them.
async function edits(tab, log, name, text, shown) {
  const times = [];
  for (let i = 0; i < EDITS; i++) {
    const told = log().length;
    writeFileSync(path.join(folder, name), text(i));
    const end = Date.now() + 60_000;
    let painted = null;
    while (!painted && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      painted = /painted (\d+) ms/.exec(log().slice(told));
    }
    if (!painted) throw new Error(`not painted:\n${log().slice(told)}`);
    await tab.waitForFunction(([id, wanted]) => document.getElementById(id)?.textContent === wanted, shown(i));
    times.push(Number(painted[1]));
  }
  return times;
}

const results = { views: VIEWS };
const profile = mkdtempSync(path.join(os.tmpdir(), "krait-views-profile-"));
let server, browser;
try {
  make(folder, VIEWS);
  const times = Array.from({ length: BUILDS }, build);
  results.cold_ms = Math.round(times[0]);
  results.warm_ms = Math.round(Math.min(...times.slice(1)));
  results.bytes = statSync(path.join(folder, "out/program.wasm")).size;
  console.log(`build of ${VIEWS} views: cold ${results.cold_ms} ms, warm ${results.warm_ms} ms, ${results.bytes} bytes of wasm`);
  server = spawn(KRAIT, ["dev", "--port", "0", "app.jxl"], { cwd: folder });
  let text = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (text += data));
  while (!/built in/.test(text)) await new Promise((resolve) => setTimeout(resolve, 20));
  browser = await launch(profile);
  const tab = await browser.newPage();
  await tab.goto(/http:\S+/.exec(text)[0]);
  await tab.waitForSelector("#root");
  for (const [kind, name, make_, shown] of [
    ["leaf", "view7.jxl", (i) => leaf(7, `Seven, ${i}:`), (i) => ["v7", `Seven, ${i}: 7`]],
    ["root", "app.jxl", (i) => root(VIEWS, `Root ${i}`), (i) => ["root", `Root ${i}`]],
  ]) {
    const list = await edits(tab, () => text, name, make_, shown);
    results[`${kind}_ms`] = median(list);
    console.log(`save to paint, ${kind}: median ${median(list)} ms (${Math.min(...list)} to ${Math.max(...list)})`);
  }
} finally {
  server?.kill("SIGINT");
  await browser?.close();
  for (const used of [folder, profile]) rmSync(used, { recursive: true, force: true, maxRetries: 5 });
}
mkdirSync(path.join(ROOT, "build/bench"), { recursive: true });
writeFileSync(path.join(ROOT, "build/bench/views.json"), JSON.stringify(results, null, 1));
