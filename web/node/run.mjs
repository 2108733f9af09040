// krait-node.mjs UNIT.wasm [ARG…]: runs a unit under node, with krait-rt.wasm from beside this file.
// UNIT.wasm's name is not the program's: ARG… is sys.argv whole.
import { readFileSync } from "node:fs";
import { createBridge } from "../bridge/bridge.js";
import { explain, runUnit, usesBridge } from "../loader/unit.js";
import { fileCall } from "./file.mjs";
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
  file: fileCall,
  exit: (code) => process.exit(code),
};

function fail(error) {
  writeAll(2, new TextEncoder().encode(explain(error)));
  process.exit(FATAL);
}

try {
  const runtime = ["krait-rt.wasm", "krait-library.wasm"].map(
    (name) => new WebAssembly.Module(readFileSync(new URL(name, import.meta.url))));
  const unit = new WebAssembly.Module(readFileSync(unitPath));
  let bridge;
  if (usesBridge(unit)) {
    bridge = createBridge(host);
    // What leaves a callback: Python's is printed, and the program goes on.
    for (const event of ["uncaughtException", "unhandledRejection"])
      process.on(event, (error) => bridge.report(error) || fail(error));
  }
  const code = runUnit(runtime, unit, host, argv, false, bridge);
  // A main part that failed ends the program; else it lives as long as it has timers or listeners.
  if (code) process.exit(code);
} catch (error) {
  fail(error);
}
