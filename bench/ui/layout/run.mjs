// Layout of 10,000 nodes in the page: src/layout as wasm against yoga-layout, on the same trees, in one Chromium.
//
//     node bench/ui/layout/run.mjs [--rounds N] [--nodes N]
//
// *layout* is the call that lays out a new tree, *all* from JavaScript's tree to JavaScript's numbers, *again* the call after
// one leaf changed. Of each the best round; the ratio is the peer's time over ours: above 1 we are faster. Boxes are compared.
// Needs build/web/test/layout.mjs's engine (build/wasm/ui/layout.wasm). Writes build/bench/layout.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve } from "../../engines/browser.mjs";

const ROOT = path.resolve(path.dirname(new URL(import.meta.url).pathname), "../../..");
const OUT = path.join(ROOT, "build/bench/layout");
const NPM = process.env.KRAIT_NPM_FROM ?? path.join(ROOT, "package.json");
const option = (name, other) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : other);
const ROUNDS = Number(option("--rounds", 15)), NODES = Number(option("--nodes", 10_000));

mkdirSync(OUT, { recursive: true });
const { build } = await import(pathToFileURL(createRequire(NPM).resolve("esbuild")).href);
await build({
  entryPoints: [path.join(ROOT, "bench/ui/layout/page.mjs")], outfile: path.join(OUT, "page.js"), bundle: true, minify: true, format: "esm", target: "es2022",
  alias: { "layout.wasm": path.join(ROOT, "build/wasm/ui/layout.wasm") }, loader: { ".wasm": "binary" },
  nodePaths: [path.join(path.dirname(NPM), "node_modules")], logLevel: "warning",
});
const PAGE = `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>`;
const profile = mkdtempSync(path.join(os.tmpdir(), "krait-layout-"));
const server = await serve((name) => (name === "/" ? PAGE : null), [OUT]);
const browser = await launch(profile);
const results = [];
try {
  const tab = await browser.newPage();
  tab.on("pageerror", (error) => console.log(error.message));
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.waitForFunction(() => window.kinds, null, { timeout: 60_000 });
  for (const kind of await tab.evaluate(() => window.kinds)) {
    const result = await tab.evaluate(([name, nodes, rounds]) => window.measure(name, nodes, rounds), [kind, NODES, ROUNDS]);
    results.push(result);
    const cells = ["layout", "all", "again"].map((part) => {
      const ours = result.best[`krait ${part}`], theirs = result.best[`yoga ${part}`];
      return `${part} ${ours.toFixed(2)} against ${theirs.toFixed(2)} ms (${(theirs / ours).toFixed(2)}x)`.padEnd(42);
    });
    console.log(kind.padEnd(6), `${result.nodes} nodes`.padEnd(13), ...cells, `boxes that differ: ${result.wrong}`);
  }
} finally {
  await browser.close();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
const mean = (part) => Math.exp(results.reduce((sum, { best }) => sum + Math.log(best[`yoga ${part}`] / best[`krait ${part}`]), 0) / results.length);
const means = Object.fromEntries(["layout", "all", "again"].map((part) => [part, Number(mean(part).toFixed(2))]));
console.log("geometric means", JSON.stringify(means));
writeFileSync(path.join(OUT, "../layout.json"), JSON.stringify({ results, means }, null, 1));
process.exit(results.some(({ wrong }) => wrong) ? 1 : 0);
