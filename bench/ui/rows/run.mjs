// The rows application of js-framework-benchmark: ours against vanillajs, Solid, Svelte and React, in one Chromium.
//
//     node bench/ui/rows/run.mjs [--rounds N] [--only krait,solid] [--lots]
//
// Each round opens a page per contestant and does every operation in it, so all take turns. *script* is from the click until
// no microtask is left; *total* includes the layout that follows. Of each operation the best time is told,
// and the peer's time over ours: above 1 we are faster. Each operation's outcome is checked in the page.
// Writes build/bench/rows.json. KRAIT_NPM_FROM names a package.json beside other node_modules.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { launch, serve } from "../../engines/browser.mjs";

const ROOT = path.resolve(path.dirname(new URL(import.meta.url).pathname), "../../..");
const HERE = path.join(ROOT, "bench/ui/rows");
const OUT = path.join(ROOT, "build/bench/rows");
const NPM = process.env.KRAIT_NPM_FROM ?? path.join(ROOT, "package.json");
const from = createRequire(NPM);
const load = (name) => import(pathToFileURL(from.resolve(name)).href);
const option = (name, other) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : other);
const ROUNDS = Number(option("--rounds", 5));
const WARM = 4, TURNS = 6; // of all operations, in each page; the first ones do not count
const names = ["krait", "vanillajs", "solid", "svelte", "react"].filter((name) => option("--only", name).split(",").includes(name));

function buildWasm() {
  const folder = path.join(ROOT, "src/runtime/ui");
  const sources = readdirSync(folder).filter((name) => /^(reactive.*|dom|dom_event|keyed_list)\.c$/.test(name)).map((name) => `src/runtime/ui/${name}`);
  const flags = ["--target=wasm32", "-std=gnu17", option("--optimize", "-Oz"), "-msimd128", "-mbulk-memory", "-msign-ext", "-ffreestanding",
    "-fno-strict-aliasing", "-fvisibility=hidden", "-ffunction-sections", "-fdata-sections", "-isystem", "src/base/wasm_include", "-Isrc", "-I."];
  const objects = [...sources, "src/base/mem.c", "src/base/check.c", "bench/ui/rows/rows.c"].map((file) => {
    const object = path.join(OUT, `${path.basename(file)}.o`);
    execFileSync("clang-19", [...flags, "-c", file, "-o", object], { cwd: ROOT });
    return object;
  });
  execFileSync("wasm-ld-19", ["--no-entry", "--gc-sections", "--strip-all", "-O2", "-z", "stack-size=65536", ...objects, "-o", path.join(OUT, "rows.wasm")]);
}

async function buildScripts() {
  const { build } = await load("esbuild");
  const solid = {
    name: "solid",
    setup(on) {
      on.onLoad({ filter: /solid\.jsx$/ }, async ({ path: file }) => {
        const babel = from("@babel/core");
        const { code } = await babel.transformAsync(readFileSync(file, "utf8"), { presets: [from("babel-preset-solid")], filename: file, configFile: false, babelrc: false });
        return { contents: code, loader: "js" };
      });
    },
  };
  const svelte = {
    name: "svelte",
    setup(on) {
      on.onLoad({ filter: /\.svelte$/ }, async ({ path: file }) => {
        const { compile } = from("svelte/compiler");
        return { contents: compile(readFileSync(file, "utf8"), { filename: file }).js.code, loader: "js" };
      });
    },
  };
  const entries = { krait: "krait.mjs", vanillajs: "vanillajs.mjs", solid: "solid.jsx", svelte: "svelte_main.mjs", react: "react.jsx" };
  for (const name of names) {
    await build({
      entryPoints: [path.join(HERE, entries[name])], outfile: path.join(OUT, `${name}.js`), bundle: true, minify: true, format: "esm",
      target: "es2022", jsx: "automatic", define: { "process.env.NODE_ENV": '"production"' }, conditions: ["browser", "production"],
      nodePaths: [path.join(path.dirname(NPM), "node_modules")], plugins: [solid, svelte], logLevel: "warning",
    });
  }
}

const page = (name) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${name}</title>
<style>body{font:14px sans-serif}td{padding:8px;border-top:1px solid #ddd}.danger{background:#f2dede}table{width:100%;table-layout:fixed}</style>
<div id="main"></div><script type="module" src="${name}.js"></script>`;

// In the page: one operation, timed, then the frame that shows it.
const measure = async ([selector, index, check]) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await frame();
  const element = document.querySelectorAll(selector)[index];
  const start = performance.now();
  element.click();
  for (let i = 0; i < 8; i++) await null;
  const script = performance.now() - start;
  void document.body.offsetHeight;
  const total = performance.now() - start;
  await frame();
  const outcome = new Function(`return (${check})`)();
  if (!outcome) throw new Error(`${selector}: ${check}`);
  return [script, total];
};

const rows = "document.querySelectorAll('tbody tr')";
const text = (row) => `${rows}[${row}].children[1].textContent`;
const OPERATIONS = [
  ["create", ["#run", 0, `${rows}.length===1000`]],
  ["replace", ["#run", 0, `${rows}.length===1000 && ${rows}[0].firstChild.textContent==='1001'`]],
  ["update", ["#update", 0, `${text(990)}.endsWith(' !!!') && !${text(991)}.endsWith('!!!')`]],
  ["select", ["tbody tr td.col-md-4 a", 4, `document.querySelectorAll('.danger').length===1 && ${rows}[4].className==='danger'`]],
  ["select again", ["tbody tr td.col-md-4 a", 7, `document.querySelectorAll('.danger').length===1 && ${rows}[7].className==='danger'`]],
  ["swap", ["#swaprows", 0, `${rows}[1].firstChild.textContent==='1999' && ${rows}[998].firstChild.textContent==='1002'`]],
  ["remove", ["tbody tr td.col-md-1 a", 500, `${rows}.length===999 && ${rows}[500].firstChild.textContent==='1502'`]],
  ["append", ["#add", 0, `${rows}.length===1999`]],
  ["clear", ["#clear", 0, `${rows}.length===0`]],
  ["create lots", ["#runlots", 0, `${rows}.length===10000`]],
  ["clear lots", ["#clear", 0, `${rows}.length===0`]],
];

const best = (list) => Math.min(...list);

mkdirSync(OUT, { recursive: true });
buildWasm();
await buildScripts();
const profile = mkdtempSync(path.join(os.tmpdir(), "krait-rows-"));
const server = await serve((name) => (/^\/\w+\.html$/.test(name) ? page(name.slice(1, -5)) : null), [OUT]);
const browser = await launch(profile);
const samples = Object.fromEntries(names.map((name) => [name, {}]));
try {
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const tab = await browser.newPage();
      tab.on("pageerror", (error) => console.log(`${name}: ${error.message}`));
      await tab.goto(`http://127.0.0.1:${server.address().port}/${name}.html`);
      await tab.waitForFunction(() => window.ready === true && document.querySelector("#run"));
      for (let turn = 0; turn < WARM + TURNS; turn++) {
        for (const [operation, args] of OPERATIONS) {
          if (operation.endsWith("lots") && !process.argv.includes("--lots")) continue;
          // Ids go on from turn to turn; what they are is checked in the first.
          const shifted = turn === 0 ? args : [args[0], args[1], args[2].replace(/==='(\d+)'/g, "!=='0'")];
          const times = await tab.evaluate(measure, shifted);
          if (turn >= WARM) (samples[name][operation] ??= []).push(times);
        }
      }
      await tab.close();
    }
  }
} finally {
  await browser.close();
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

const results = {};
for (const part of [0, 1]) {
  console.log(`\n${part ? "total" : "script"} ms, best (ratio: peer over krait)`);
  const logs = Object.fromEntries(names.map((name) => [name, []]));
  for (const [operation] of OPERATIONS) {
    const cells = names.map((name) => {
      const times = samples[name][operation];
      if (!times) return "";
      const ms = best(times.map((time) => time[part]));
      ((results[name] ??= {})[operation] ??= [])[part] = ms;
      const ratio = ms / results.krait[operation][part];
      logs[name].push(Math.log(ratio));
      return `${ms.toFixed(2)} (${ratio.toFixed(2)})`;
    });
    console.log(operation.padEnd(13), ...cells.map((cell, i) => `${names[i]} ${cell}`.padEnd(24)));
  }
  console.log("geo. mean".padEnd(13), ...names.map((name) => `${name} ${Math.exp(logs[name].reduce((a, b) => a + b, 0) / logs[name].length).toFixed(2)}`.padEnd(24)));
}
const sizes = Object.fromEntries(names.map((name) => {
  const files = name === "krait" ? ["krait.js", "rows.wasm"] : [`${name}.js`];
  const bytes = files.map((file) => readFileSync(path.join(OUT, file)));
  return [name, { raw: bytes.reduce((sum, data) => sum + data.length, 0), brotli: bytes.reduce((sum, data) => sum + brotliCompressSync(data).length, 0) }];
}));
console.log("\nbytes", JSON.stringify(sizes));
writeFileSync(path.join(OUT, "../rows.json"), JSON.stringify({ results, sizes, rounds: ROUNDS }, null, 1));
