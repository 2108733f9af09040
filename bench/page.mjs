// The numbers of a page: when its first statement runs, what it weighs, how fast it compiles.
//
//     node bench/page.mjs [--visits N]
//
// Three pages do the same: Krait, plain JavaScript, Pyodide. They take turns in one warm browser with
// its cache on; the time is from the start of the navigation to the first line on the console.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { chromiumPath, launch } from "./engines/browser.mjs";
import { packageFolder, ROOT } from "./engines/modules.mjs";

const at = process.argv.indexOf("--visits");
const VISITS = at < 0 ? 21 : Number(process.argv[at + 1]);
const PYODIDE_VISITS = Math.min(VISITS, 5);
const WARM_UP = 3;
const WEB = path.join(ROOT, "build/web");
const SHIPPED = ["krait.js", "krait-compiler.wasm", "krait-rt.wasm"];
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

const WATCH = `<script>
const log = console.log;
console.log = (...parts) => {
  if (String(parts[0]).startsWith("first-statement")) window.firstStatement ??= performance.now();
  if (String(parts[0]).startsWith("done")) window.lastStatement ??= performance.now();
  log(...parts);
};
</script>`;

const python = readFileSync(path.join(ROOT, "bench/page/script.py"), "utf8");
const javascript = readFileSync(path.join(ROOT, "bench/page/script.js"), "utf8");

// A program of about `count` lines: functions that are called, so that nothing is dropped unread.
function longProgram(count) {
  const lines = ['print("first-statement")', "total = 0"];
  for (let i = 0; lines.length < count; i++) {
    lines.push(`def step_${i}(n, text):`, `    values = [n + k for k in range(${(i % 7) + 1})]`);
    lines.push("    best = 0", "    for value in values:", `        if value % ${(i % 5) + 2} == 0:`);
    lines.push("            best += value * 3 - 1", "        else:", `            best -= len(text) + ${i}`);
    lines.push("    return best", `total += step_${i}(${i}, "text ${i}")`);
  }
  lines.push("print('done', total)");
  return lines.join("\n");
}

function document(body) {
  const head = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>bench</title>`;
  return `${head}${WATCH}<p id="hello">Hello</p>${body}`;
}

const inKrait = (text) => document(`<script src="krait.js"></script><script type="text/python">\n${text}\n</script>`);
const PAGES = {
  "/js.html": document(`<script>\n${javascript}\n</script>`),
  "/krait.html": inKrait(python),
  "/krait-1000.html": inKrait(longProgram(1000)),
  "/krait-11000.html": inKrait(longProgram(11000)),
  "/pyodide.html": document(`<script type="text/python" id="code">\n${python}\n</script><script type="module">
import { loadPyodide } from "/pyodide/pyodide.mjs";
const py = await loadPyodide({ stdout: (line) => console.log(line) });
py.runPython(document.getElementById("code").textContent);
</script>`),
};

function start() {
  const pyodide = packageFolder("pyodide");
  const server = createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname;
    const isolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
    if (name in PAGES) {
      response.writeHead(200, { ...isolated, "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache" });
      response.end(PAGES[name]);
      return;
    }
    const inPyodide = name.startsWith("/pyodide/") && pyodide !== null;
    const file = inPyodide ? path.join(pyodide, name.slice(9)) : path.join(WEB, path.normalize(name));
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(name)] ?? "application/octet-stream";
    response.writeHead(200, { ...isolated, "Content-Type": type, "Cache-Control": "max-age=3600" });
    response.end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

async function visit(context, url) {
  const tab = await context.newPage();
  try {
    await tab.goto(url);
    await tab.waitForFunction(() => window.lastStatement !== undefined, null, { timeout: 60_000 });
    return await tab.evaluate(() => window.firstStatement);
  } finally {
    await tab.close();
  }
}

// Returns {page: median ms} for the pages that work; says which do not.
async function measure(context, base, plan) {
  const times = Object.fromEntries(plan.map(([page]) => [page, []]));
  const failed = new Set();
  const turns = Math.max(...plan.map(([, visits]) => visits)) + WARM_UP;
  for (let turn = 0; turn < turns; turn++) {
    for (const [page, visits] of plan) {
      if (failed.has(page) || turn >= visits + WARM_UP) continue;
      try {
        const ms = await visit(context, `${base}/${page}.html`);
        if (turn >= WARM_UP) times[page].push(ms);
      } catch (error) {
        failed.add(page);
        console.log(`failed: ${page}.html: ${String(error.message).split("\n")[0]}`);
      }
    }
  }
  const found = Object.entries(times).filter(([page, list]) => list.length > 0 && !failed.has(page));
  return Object.fromEntries(found.map(([page, list]) => [page, { ms: median(list), min: Math.min(...list), max: Math.max(...list) }]));
}

function sizes() {
  const rows = {};
  for (const name of SHIPPED) {
    const file = path.join(WEB, name);
    if (!existsSync(file)) return null;
    const raw = readFileSync(file);
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } };
    rows[name] = { raw: raw.length, brotli: brotliCompressSync(raw, options).length };
  }
  return rows;
}

function report(shipped, times) {
  const table = {};
  const ms = (page) => times[page]?.ms;
  if (shipped !== null) {
    const total = Object.values(shipped).reduce((sum, row) => sum + row.brotli, 0);
    table["compiler + runtime + loader, brotli"] = `${(total / 1000).toFixed(1)} kB`;
  }
  if (ms("krait") && ms("js")) table["first statement, over plain JavaScript"] = `+${(ms("krait") - ms("js")).toFixed(1)} ms`;
  if (ms("krait") && ms("pyodide")) table["first statement, against Pyodide"] = `${(ms("pyodide") / ms("krait")).toFixed(1)}x sooner`;
  if (ms("krait-1000") && ms("krait-11000")) {
    const speed = 10_000 / ((ms("krait-11000") - ms("krait-1000")) / 1000);
    table["compile speed in the page"] = `${Math.round(speed / 1000)}k lines/s`;
  }
  return table;
}

async function main() {
  if (packageFolder("playwright-core") === null || chromiumPath() === null) {
    console.log("page bench: needs Chromium and npm's playwright-core");
    return 1;
  }
  const shipped = sizes();
  if (shipped === null) console.log(`page bench: build/web is not complete (${SHIPPED.join(", ")}): only the peers are measured`);
  const profile = mkdtempSync(path.join(os.tmpdir(), "krait-page-"));
  const server = await start();
  const context = await launch(profile);
  const plan = [["js", VISITS]];
  if (shipped !== null) plan.push(["krait", VISITS], ["krait-1000", 5], ["krait-11000", 5]);
  if (packageFolder("pyodide") !== null) plan.push(["pyodide", PYODIDE_VISITS]);
  const times = await measure(context, `http://127.0.0.1:${server.address().port}`, plan);
  await context.close();
  server.close();
  rmSync(profile, { recursive: true, force: true });
  const table = report(shipped, times);
  for (const [page, { ms, min, max }] of Object.entries(times)) {
    console.log(`${page.padEnd(12)} first statement after ${ms.toFixed(1)} ms (${min.toFixed(1)} to ${max.toFixed(1)})`);
  }
  for (const [name, row] of Object.entries(shipped ?? {})) console.log(`${name.padEnd(22)}${row.raw} bytes, brotli ${row.brotli}`);
  for (const [name, value] of Object.entries(table)) console.log(`${name}: ${value}`);
  mkdirSync(path.join(ROOT, "build/bench"), { recursive: true });
  writeFileSync(path.join(ROOT, "build/bench/page.json"), JSON.stringify({ table, times, sizes: shipped }, null, 1));
  return 0;
}

process.exit(await main());
