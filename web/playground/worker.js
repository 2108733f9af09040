// One run: compiles and runs a program. The page ends this worker to stop it.
//
//   gets   {compiler, runtime, memory, name, text}      modules, channel memory, the program
//   sends  {kind: "compiled", bytes, milliseconds}, {kind: "asking"}, {kind: "ended", code, milliseconds}
import { createBridge } from "../bridge/bridge.js";
import { compileProgram } from "../loader/compile.js";
import { explain, runUnit, usesBridge } from "../loader/unit.js";
import { Channel } from "./channel.js";

const STACK_BYTES = 320 * 1024;
const FAILED = 1;
const FATAL = 134;
const nobody = new Int32Array(new SharedArrayBuffer(4));

async function textAt(path) {
  const response = await fetch(path.startsWith("krait-") ? `/${path}` : `/examples/${path}`);
  if (!response.ok) return null;
  return path.endsWith(".idl") ? new Uint8Array(await response.arrayBuffer()) : response.text();
}

function hostOf(channel, files) {
  let typed = new Uint8Array(); // read() may want less than a line
  return {
    stack: STACK_BYTES,
    write: (file, bytes) => channel.write(file, bytes),
    read(bytes) {
      if (typed.length === 0) typed = channel.ask(() => postMessage({ kind: "asking" }));
      const count = Math.min(typed.length, bytes.length);
      bytes.set(typed.subarray(0, count));
      typed = typed.subarray(count);
      return count;
    },
    terminal: () => true,
    sleep(milliseconds) {
      if (milliseconds > 0) Atomics.wait(nobody, 0, 0, milliseconds);
      return 0;
    },
    sourceLine: (file, line) => files.get(file)?.split(/\r?\n/)[line - 1],
  };
}

onmessage = async ({ data }) => {
  const channel = new Channel(data.memory);
  const complain = (text) => channel.write(2, new TextEncoder().encode(text));
  let code = FATAL, started = performance.now();
  try {
    const { unit, messages, files } = await compileProgram(data.compiler, data.name, data.text, textAt);
    const milliseconds = performance.now() - started;
    if (messages) complain(messages);
    if (unit) {
      postMessage({ kind: "compiled", bytes: unit.length, milliseconds });
      started = performance.now();
      const module = new WebAssembly.Module(unit), host = hostOf(channel, files);
      code = runUnit(data.runtime, module, host, [data.name], false, usesBridge(module) ? createBridge(host) : undefined);
    } else {
      code = FAILED;
    }
  } catch (error) {
    complain(explain(error));
  }
  postMessage({ kind: "ended", code, milliseconds: performance.now() - started });
};
