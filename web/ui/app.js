// krait-app.js: starts a program with views, made by `krait build --target web`:
//
//   <div id="app"></div><script src="krait-app.js" data-unit="program.wasm"></script>
//
// When its views stand, the document gets the event "krait-ready".
import { explain, runUnit } from "../loader/unit.js";
import { pageIn } from "./page.mjs";

const STACK_BYTES = 320 * 1024; // see loader/page.js
const own = document.currentScript;

async function moduleAt(url) {
  const response = await fetch(url);
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  return isTyped ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

const unit = moduleAt(new URL(own.dataset.unit, own.src));
const decoder = new TextDecoder();

async function run() {
  const texts = ["", "", ""];
  const write = (file, bytes) => {
    const lines = (texts[file] + decoder.decode(bytes.slice())).split("\n");
    texts[file] = lines.pop();
    for (const line of lines) console[file === 1 ? "log" : "error"](line);
    return 0;
  };
  try {
    runUnit([], await unit, { stack: STACK_BYTES, write, sleep: () => 0 }, [own.dataset.unit], false, undefined,
      (exportsOf) => pageIn(document.getElementById("app"), exportsOf));
    document.dispatchEvent(new CustomEvent("krait-ready"));
  } catch (error) {
    console.error(explain(error));
  }
}

run();
