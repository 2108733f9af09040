// Runs a compiled unit beside a runtime of its own (src/abi/unit.h, tools/web/rt_wasm.c).
//
// A host is what the runtime asks of the world, in JavaScript's terms; a missing member means it cannot:
//   write(file, bytes)           all of them; may answer a status        read(bytes) → how many, 0 at the end
//   terminal(file), now(clock) → milliseconds      sleep(milliseconds), may be a promise under JSPI
//   prompt(text) → string or null                  sourceLine(file, line) → string or nothing
//   file(bytes) → the import `file` (HostFileOp in src/abi/host.h, web/node/file.mjs): files and folders
//   runs(section): from here on that part of the main module (see compile.js)
//   wait(milliseconds): a promise, of 0 after that time or when wake() was called, below 0 only then; needs JSPI
//   spin(milliseconds): sleep where nothing can be suspended, by default sleep
//   stack: bytes of the runtime's stack that Python code may use
import * as STATUS from "./status.js";
import { decoder, encoder } from "./utf8.js";

const NO_FILES = -38; // "Function not implemented"

// Where errors of the engine (not of Python) end: a message and an exit code.
export function explain(error) {
  const isOverflow = error instanceof RangeError || /stack|recursion/i.test(error?.message);
  return isOverflow ? "Fatal Python error: the stack is used up\n" : `Fatal error: ${error?.stack || error}\n`;
}

function imports(host, memory) {
  const bytes = (at, length) => new Uint8Array(memory().buffer, at, length);
  const text = (at, length) => decoder.decode(bytes(at, length).slice());
  const put = (at, capacity, line) => encoder.encodeInto(line, bytes(at, capacity)).written;
  return {
    write: (file, at, length) => host.write(file, bytes(at, length)) || STATUS.OK,
    read: (file, at, capacity) => host.read?.(bytes(at, capacity)) ?? STATUS.FAILED(STATUS.UNSUPPORTED),
    is_terminal: (file) => +!!host.terminal?.(file),
    clock: (clock) => host.now?.(clock) ?? performance.now() + (clock ? 0 : performance.timeOrigin),
    sleep: host.sleep,
    wait: () => STATUS.UNSUPPORTED,
    spin: host.spin ?? host.sleep,
    random: (at, length) => {
      // At most 64 KiB a call, and never shared memory: the runtime asks for less and has its own memory.
      crypto.getRandomValues(bytes(at, length));
    },
    zone(seconds, at, capacity) {
      const date = new Date(seconds * 1000);
      put(at, capacity, /\((.*)\)/.exec(date)?.[1].replace(/\b(\w)\w* ?/g, "$1") || "UTC");
      return -60 * date.getTimezoneOffset();
    },
    prompt(at, length, to, capacity) {
      const line = host.prompt(text(at, length));
      return line == null ? STATUS.FAILED(STATUS.EMPTY) : put(to, capacity, line);
    },
    file: host.file?.(bytes) ?? (() => NO_FILES),
    section: (number) => host.runs?.(number),
    source_line(at, length, line, to, capacity) {
      const found = host.sourceLine?.(text(at, length), line);
      return found == null ? STATUS.FAILED(STATUS.NOT_FOUND) : put(to, capacity, found);
    },
  };
}

// Whether a module is linked with its runtime (wasm_link in compiler/wasm/wasm.h).
export const isLinked = (unit) => WebAssembly.Module.exports(unit).some(({ name }) => name === "rt_web_run");

const hasMark = (unit, name) => WebAssembly.Module.customSections(unit, name).length > 0;
// Whether it calls JavaScript: then it needs a bridge (web/bridge/).
export const usesBridge = (unit) => hasMark(unit, "krait.web");
// Whether it needs the second half of the runtime, krait-library.wasm.
export const usesLibrary = (unit) => hasMark(unit, "krait.library");

// Every function: nothing is done, nothing is stored.
const nothing = new Proxy({}, { get: (_, name) => () => (name === "stored" ? -1 : 0) });
// Stands for the bridge where no Foreign object can be.
const noBridge = { js: nothing, start() {} };

// Puts the unit's functions behind those of the table so far, and last the one that runs it.
function instantiateBeside(rt, unit, base, index, web) {
  const table = rt.__indirect_function_table;
  const count = rt.rt_web_function_count(index);
  table.grow(count + 1);
  const started = new WebAssembly.Instance(unit, {
    rt,
    web,
    unit: { block: rt.rt_web_block(index), class_base: rt.rt_web_class_base(index), table_base: base, index, stack_limit: rt.rt_web_stack_limit() },
  });
  table.set(base + count, started.exports.run);
}

// `runtime`: [core, library] of WebAssembly.Modules, the second only for a `unit` that uses it; a linked unit needs
// neither. With `isAsync` (JSPI) the answer is a promise of the exit code. `pageOf(exports)` gives the page of a program
// with views: web/ui/page.mjs.
export function runUnit(runtime, unit, host, argv, isAsync, bridge = noBridge, pageOf) {
  let rt;
  const page = pageOf?.(() => rt);
  const web = bridge.web ?? {};
  const calls = imports(host, () => rt.memory);
  for (const name of isAsync ? ["sleep", "wait"] : []) if (host[name]) calls[name] = new WebAssembly.Suspending(host[name]);
  const linked = isLinked(unit);
  rt = new WebAssembly.Instance(linked ? unit : runtime[0], { host: calls, js: bridge.js, web, ui: page?.imports ?? nothing }).exports;
  if (!linked && usesLibrary(unit)) rt = { ...rt, ...new WebAssembly.Instance(runtime[1], { rt }).exports };
  const store = (data) => {
    const at = rt.rt_web_alloc(data.length);
    new Uint8Array(rt.memory.buffer, at, data.length).set(data);
    return at;
  };
  const texts = Uint32Array.from(argv, (text) => store(encoder.encode(text + "\0")));
  rt.rt_web_init(texts.length, store(new Uint8Array(texts.buffer)), host.stack, +!!host.prompt);
  bridge.start(rt);

  const description = new Uint8Array(WebAssembly.Module.customSections(unit, "krait.unit")[0]);
  const table = rt.__indirect_function_table;
  const base = linked ? rt.unit_table_base.value : table.length;
  const index = rt.rt_web_load(store(description), description.length, base);
  if (index < 0) throw Error("corrupt unit");
  if (linked) {
    rt.unit_block.value = rt.rt_web_block(index);
    rt.unit_stack_limit.value = rt.rt_web_stack_limit();
  } else {
    instantiateBeside(rt, unit, base, index, web);
  }
  const run = table.length - 1;
  const failed = (error) => {
    rt.rt_web_flush();
    throw error;
  };
  // With JavaScript's objects in reach, or a page, a program lives on in callbacks.
  const ended = (code) => {
    if (bridge === noBridge && !page) rt.rt_web_finish();
    else rt.rt_web_flush();
    return code;
  };
  try {
    return isAsync ? WebAssembly.promising(rt.rt_web_run)(run).then(ended).catch(failed) : ended(rt.rt_web_run(run));
  } catch (error) {
    return failed(error);
  }
}
