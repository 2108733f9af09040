// krait-node.mjs UNIT.wasm [ARG…]: runs a unit under node, with krait-rt.wasm from beside this file.
// UNIT.wasm's name is not the program's: ARG… is sys.argv whole.
import { readFileSync } from "node:fs";
import { explain, runUnit } from "../loader/unit.js";
import { now, readSome, sleep, sourceLine, terminal, writeAll } from "./host.mjs";

const FATAL = 134; // what a shell says of a process that aborted
const STACK_BYTES = 1280 * 1024; // a third of node's --stack-size=4000, see engine_frame_bytes in compiler/wasm/local.c
const [unitPath, ...argv] = process.argv.slice(2);

const host = {
  stack: STACK_BYTES,
  write: writeAll,
  read: (bytes) => readSome(0, bytes),
  terminal,
  now,
  sleep,
  sourceLine,
};

try {
  const runtime = new WebAssembly.Module(readFileSync(new URL("krait-rt.wasm", import.meta.url)));
  process.exitCode = runUnit(runtime, new WebAssembly.Module(readFileSync(unitPath)), host, argv);
} catch (error) {
  writeAll(2, new TextEncoder().encode(explain(error)));
  process.exitCode = FATAL;
}
