// krait.js: runs the Python of a page.
//
//   <script src="krait.js"></script>
//   <script type="text/python" data-output="#id">…</script>      any number, inline or src=: one program in document order
//
// or a program made by `krait build --target web`: <script src="krait.js" data-unit="program.wasm" data-output="#id">.
// When it has ended, the document gets the event "krait-end" with detail {code}.
import { compileProgram } from "./compile.js";
import { Output } from "./output.js";
import { Places } from "./places.js";
import { explain, runUnit, usesBridge, usesLibrary } from "./unit.js";

const own = document.currentScript;
const STACK_BYTES = 320 * 1024; // a third of the engine's own, see engine_frame_bytes in compiler/wasm/local.c
const COMPILE_FAILED = 1;
const FATAL = 134;

const beside = (name) => new URL(name, own.src || document.baseURI);

// A server that does not know .wasm sends a type that streaming refuses.
async function moduleAt(url) {
  const response = await fetch(url);
  if (!response.ok) throw Error(`${url}: ${response.status}`);
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  return isTyped ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

async function textAt(path) {
  const response = await fetch(path.startsWith("krait-") ? beside(path) : new URL(path, document.baseURI));
  if (!response.ok) return null;
  return path.endsWith(".idl") ? new Uint8Array(await response.arrayBuffer()) : response.text();
}

// Both are needed soon: they load while the document does. A built program has its runtime inside.
const runtime = own.dataset.unit ? null : moduleAt(beside("krait-rt.wasm"));
const ready = own.dataset.unit ? moduleAt(beside(own.dataset.unit)) : moduleAt(beside("krait-compiler.wasm"));
runtime?.catch(() => {});
ready.catch(() => {});

// The part for programs that call JavaScript.
const bridgePart = () => import(beside("krait-js.js"));

const isAsync = "Suspending" in WebAssembly;

function hostOf(output, files, elements) {
  let section = 0;
  const spin = (milliseconds) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return 0;
  };
  let wake = () => {};
  return {
    stack: STACK_BYTES,
    write: (file, bytes) => output.write(file, bytes),
    terminal: () => 1,
    sleep: isAsync ? (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds, 0)) : spin,
    spin,
    wait: (milliseconds) => new Promise((resolve) => {
      const timer = milliseconds < 0 ? 0 : setTimeout(() => wake(), milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve(0);
      };
    }),
    wake: () => wake(),
    prompt: (text) => window.prompt(text),
    sourceLine: (file, line) => files.get(file)?.split(/\r?\n/)[line - 1],
    section: () => section,
    runs(number) {
      section = number;
      output.element = elements[number];
    },
  };
}

// Of tags with src.
const textsOf = (tags) => Promise.all(tags.map(async (tag) => {
  if (!tag.src) return "";
  const text = await textAt(tag.src);
  if (text === null) throw Error(`cannot load ${tag.src}`);
  return text;
}));

async function placesOf(tags) {
  const texts = await textsOf(tags);
  return new Places(tags, texts, tags.length === 1 && tags[0].getAttribute("src") || "page.py",
    () => import(beside("krait-errors.js")));
}

async function compile(places, output, elements) {
  if (/\bkrait\b/.test(places.text)) bridgePart().catch(() => {});
  const sections = new Set(elements).size > 1 ? places.starts : [];
  const made = await compileProgram(await ready, places.name, places.text, textAt, 2, sections);
  if (made.messages) {
    const line = made.messages.match(`File "${places.name}", line (\\d+)`)?.[1];
    if (line) output.element = elements[places.indexOf(line)];
    output.fail(made.messages);
    output.element = elements[0];
  }
  return made;
}

function elementOf(tag) {
  const place = tag.dataset.output ?? own.dataset.output;
  return place ? document.querySelector(place) : null;
}

// Scripts that want packages run in CPython; see packages.js.
async function runPackages(tags) {
  const part = await import(beside("krait-packages.js"));
  return part.runPackages(tags, textsOf, tags.map(elementOf), new URL(own.dataset.pyodide ?? "pyodide/", own.src));
}

async function run() {
  const all = [...document.querySelectorAll('script[type="text/python"]')];
  const guests = all.filter((tag) => tag.dataset.packages), tags = all.filter((tag) => !tag.dataset.packages);
  const codes = [];
  if (tags.length || own.dataset.unit) codes.push(await runProgram(tags));
  if (guests.length) codes.push(await runPackages(guests));
  if (codes.length) document.dispatchEvent(new CustomEvent("krait-end", { detail: { code: codes[0] || codes[1] || 0 } }));
}

async function runProgram(tags) {
  const isBuilt = own.dataset.unit;
  const elements = (isBuilt ? [own] : tags).map(elementOf);
  let code = COMPILE_FAILED, output = new Output();
  output.element = elements[0];
  try {
    const places = await placesOf(tags);
    output = new Output(isBuilt ? null : places);
    output.element = elements[0];
    const made = isBuilt ? { files: new Map() } : await compile(places, output, elements);
    const unit = isBuilt ? await ready : made.unit && new WebAssembly.Module(made.unit);
    if (unit) {
      const host = hostOf(output, made.files, elements);
      const bridge = usesBridge(unit) ? (await bridgePart()).createBridge(host) : undefined;
      const parts = [await runtime, usesLibrary(unit) && await moduleAt(beside("krait-library.wasm"))];
      code = await runUnit(parts, unit, host, [places.name], isAsync, bridge);
    }
  } catch (error) {
    output.fail(explain(error));
    code = FATAL;
  }
  await output.end();
  return code;
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
else run();
