// The usual reactive graphs: our core with compiled nodes against alien-signals, both in this node.
//
//     node bench/ui/signals/run.mjs [--rounds N] [graph…]
//
// Both take turns; each round's time is CPU time per turn (a write and all that follows), of each the best round is told.
// A ratio is the peer's time over ours: above 1 we are faster. Their sums are compared. Writes build/bench/signals.json.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { graph, kinds } from "./graphs.mjs";

const ROOT = path.resolve(path.dirname(new URL(import.meta.url).pathname), "../../..");
const OUT = path.join(ROOT, "build/bench/signals");
const at = process.argv.indexOf("--rounds");
const ROUNDS = at < 0 ? 9 : Number(process.argv[at + 1]);
const only = process.argv.slice(2).filter((word) => kinds.includes(word));
const ROUND_MS = 60;

function build() {
  mkdirSync(OUT, { recursive: true });
  const sources = readdirSync(path.join(ROOT, "src/runtime/ui")).filter((name) => /^reactive.*\.c$/.test(name));
  const files = [...sources.map((name) => `src/runtime/ui/${name}`), "src/base/mem.c", "src/base/check.c", "bench/ui/signals/graphs.c"];
  const flags = ["--target=wasm32", "-std=gnu17", "-O2", "-msimd128", "-mbulk-memory", "-msign-ext", "-ffreestanding",
    "-fno-strict-aliasing", "-fvisibility=hidden", "-isystem", "src/base/wasm_include", "-Isrc", "-I."];
  const objects = files.map((file) => {
    const object = path.join(OUT, `${path.basename(file)}.o`);
    execFileSync("clang-19", [...flags, "-c", file, "-o", object], { cwd: ROOT });
    return object;
  });
  const module = path.join(OUT, "graphs.wasm");
  execFileSync("wasm-ld-19", ["--no-entry", "--gc-sections", "-O2", "--initial-memory=67108864", "-z", "stack-size=262144", ...objects, "-o", module]);
  return new WebAssembly.Instance(new WebAssembly.Module(readFileSync(module))).exports;
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

// How many turns fill a round.
function turnsFor(turn) {
  let turns = 16, from = 1;
  for (;;) {
    const start = performance.now();
    turn(from, turns);
    const ms = performance.now() - start;
    from += turns;
    if (ms > ROUND_MS) return { turns, from };
    turns *= ms < ROUND_MS / 8 ? 4 : 2;
  }
}

const exports = build();
const results = {};
for (const kind of only.length ? only : kinds) {
  const number = kinds.indexOf(kind);
  const scope = exports.graph_new(number);
  const ours = (from, count) => exports.graph_turn(scope, number, from, count);
  const theirs = graph(kind);
  // The same turns for both, for their nodes keep what they saw.
  let { turns, from } = turnsFor(ours);
  theirs(1, from - 1);
  const best = { krait: Infinity, alien: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    const sums = [];
    // What an effect adds depends on what it saw before.
    ours(from, 1);
    theirs(from++, 1);
    for (const [name, turn] of [["krait", ours], ["alien", theirs]]) {
      const begun = cpuMs();
      sums.push(turn(from, turns));
      best[name] = Math.min(best[name], ((cpuMs() - begun) * 1e6) / turns);
    }
    if (sums[0] !== sums[1] && Math.abs(sums[0]) < 2 ** 53 && Math.abs(sums[1]) < 2 ** 53) throw new Error(`${kind}: ${sums}`);
    from += turns;
  }
  const ratio = best.alien / best.krait;
  results[kind] = { krait_ns: Math.round(best.krait), alien_ns: Math.round(best.alien), ratio: Number(ratio.toFixed(2)) };
  console.log(`${kind.padEnd(10)} ${best.krait.toFixed(0).padStart(9)} ns ${best.alien.toFixed(0).padStart(9)} ns  ${ratio.toFixed(2)}x`);
}
const ratios = Object.values(results).map(({ ratio }) => ratio);
const mean = Math.exp(ratios.reduce((total, ratio) => total + Math.log(ratio), 0) / ratios.length);
console.log(`geometric mean ${mean.toFixed(2)}x`);
writeFileSync(path.join(OUT, "../signals.json"), JSON.stringify({ node: process.version, results, mean }, null, 1));
