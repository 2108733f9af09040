// krait-batch.mjs: runs many units in one process, each beside a runtime of its own. Numbers are little-endian u32.
//
//   request   length, then of that many bytes: count of texts, then each text as length and bytes, then the unit
//             texts: the file of standard input ("" for none), then sys.argv
//   answer    exit code, length of stdout, length of stderr, then both
import { openSync, closeSync, readFileSync } from "node:fs";
import { createBridge } from "../bridge/bridge.js";
import { explain, runUnit, usesBridge } from "../loader/unit.js";
import { fileCall } from "./file.mjs";
import { now, readSome, sleep, sourceLine, writeAll } from "./host.mjs";

const FATAL = 134; // what a shell says of a process that aborted
const STACK_BYTES = 1280 * 1024; // a third of node's --stack-size=4000, see engine_frame_bytes in compiler/wasm/local.c
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

const runtime = ["krait-rt.wasm", "krait-library.wasm"].map(
  (name) => new WebAssembly.Module(readFileSync(new URL(name, import.meta.url))));

function readExactly(length) {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const got = readSome(0, bytes.subarray(at));
    if (got <= 0) return null;
    at += got;
  }
  return bytes;
}

function runOne(unit, input, argv) {
  const written = [[], [], []];
  let total = 0;
  const file = input ? openSync(input) : -1;
  const host = {
    stack: STACK_BYTES,
    write(number, bytes) {
      total += bytes.length;
      if (total > OUTPUT_BYTES_MAX) throw new Error("too much output");
      written[number].push(bytes.slice());
      return 0;
    },
    read: (bytes) => (file < 0 ? 0 : readSome(file, bytes)),
    now,
    sleep,
    sourceLine,
    file: fileCall,
  };
  let code;
  try {
    const module = new WebAssembly.Module(unit);
    code = runUnit(runtime, module, host, argv, false, usesBridge(module) ? createBridge(host) : undefined);
  } catch (error) {
    written[2].push(Buffer.from(explain(error)));
    code = FATAL;
  }
  if (file >= 0) closeSync(file);
  return [code, Buffer.concat(written[1]), Buffer.concat(written[2])];
}

for (;;) {
  const head = readExactly(4);
  const body = head && readExactly(head.readUInt32LE());
  if (!body) break;
  let at = 4;
  const texts = [];
  for (let i = body.readUInt32LE(0); i > 0; i--) {
    const length = body.readUInt32LE(at);
    texts.push(body.toString("utf8", at + 4, at + 4 + length));
    at += 4 + length;
  }
  const [code, out, err] = runOne(body.subarray(at), texts[0], texts.slice(1));
  const numbers = Buffer.alloc(12);
  numbers.writeUInt32LE(code >>> 0, 0);
  numbers.writeUInt32LE(out.length, 4);
  numbers.writeUInt32LE(err.length, 8);
  writeAll(1, Buffer.concat([numbers, out, err]));
}
