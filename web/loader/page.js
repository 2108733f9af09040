// krait.js: runs the Python of a page.
//
//   <script src="krait.js"></script>
//   <script type="text/python" data-output="#id">…</script>      any number, inline or src=: one program in document order
//
// or a program made by `krait build --target web`: <script src="krait.js" data-unit="program.wasm" data-output="#id">.
// When it has ended, the document gets the event "krait-end" with detail {code}.
import { compileProgram } from "./compile.js";
import { Output } from "./output.js";
import { explain, runUnit } from "./unit.js";

const own = document.currentScript;
const STACK_BYTES = 320 * 1024; // a third of the engine's own, see engine_frame_bytes in compiler/wasm/local.c
const COMPILE_FAILED = 1;
const FATAL = 134;

const beside = (name) => new URL(name, own.src || document.baseURI);

// A server that does not know .wasm sends a type that streaming refuses.
async function moduleAt(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  return isTyped ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

async function textAt(path) {
  const response = await fetch(new URL(path, document.baseURI));
  return response.ok ? response.text() : null;
}

// Both are needed soon: they load while the document does. A built program has its runtime inside.
const runtime = own.dataset.unit ? Promise.resolve(null) : moduleAt(beside("krait-rt.wasm"));
const ready = own.dataset.unit ? moduleAt(beside(own.dataset.unit)) : moduleAt(beside("krait-compiler.wasm"));
runtime.catch(() => {});
ready.catch(() => {});

// Inline text is as far to the right as the page's markup: what all its lines share goes.
function dedent(text) {
  const indents = text.split("\n").filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)[0]);
  const common = indents.reduce((a, b) => {
    let length = 0;
    while (length < a.length && a[length] === b[length]) length++;
    return a.slice(0, length);
  }, indents[0] ?? "");
  return common ? text.split("\n").map((line) => line.startsWith(common) ? line.slice(common.length) : line.trim()).join("\n") : text;
}

async function programOf(tags) {
  const texts = await Promise.all(tags.map(async (tag) => {
    if (!tag.src) return dedent(tag.text).replace(/^\r?\n/, "");
    const text = await textAt(tag.src);
    if (text === null) throw new Error(`cannot load ${tag.src}`);
    return text;
  }));
  return texts.map((text) => text.endsWith("\n") ? text : text + "\n").join("");
}

function hostOf(output, files) {
  const spin = (milliseconds) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return 0;
  };
  return {
    stack: STACK_BYTES,
    write: (file, bytes) => output.write(file, bytes),
    terminal: () => true,
    sleep: isAsync ? (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds, 0)) : spin,
    prompt: (text) => window.prompt(text),
    sourceLine: (file, line) => files.get(file)?.split(/\r?\n/)[line - 1],
  };
}

const isAsync = "Suspending" in WebAssembly;

async function run() {
  const tags = [...document.querySelectorAll('script[type="text/python"]')];
  if (!own.dataset.unit && tags.length === 0) return;
  const output = new Output();
  const place = own.dataset.output ?? tags.find((tag) => tag.dataset.output)?.dataset.output;
  if (place) output.element = document.querySelector(place);
  let code = COMPILE_FAILED, files = new Map(), unit;
  const name = tags.length === 1 && tags[0].getAttribute("src") || "page.py";
  try {
    if (own.dataset.unit) {
      unit = await ready;
    } else {
      const made = await compileProgram(await ready, name, await programOf(tags), textAt);
      if (made.messages) output.fail(made.messages);
      files = made.files;
      unit = made.unit && new WebAssembly.Module(made.unit);
    }
    code = unit ? await runUnit(await runtime, unit, hostOf(output, files), [name], isAsync) : code;
  } catch (error) {
    output.fail(explain(error));
    code = FATAL;
  }
  output.end();
  document.dispatchEvent(new CustomEvent("krait-end", { detail: { code } }));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
else run();
