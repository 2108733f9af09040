// krait-js.js: JavaScript from Python (docs/design/023-web.md). Loaded only for units that use it.
import { dynamicImports } from "./dynamic.js";
import { Heap } from "./heap.js";
import { typedImports } from "./typed.js";
import { Values } from "./values.js";

// `host.exit(code)`: sys.exit in a callback; `host.section`, `host.runs`: see loader/page.js. All may be missing.
// Gives {js, web, start, report}: imports of the runtime and of the unit, what is called when the runtime is there, and
// what is given an error that nobody caught: true when that was Python's and is printed now.
export function createBridge(host) {
  const heap = new Heap(), values = new Values(heap, host);
  const report = (error) => {
    const reported = values.report(error);
    if (reported && reported.code !== null) host.exit?.(reported.code);
    return reported !== undefined;
  };
  return {
    js: dynamicImports(heap, values),
    web: typedImports(heap, values),
    report,
    start(exports) {
      heap.rt = exports;
      exports.rt_js_start();
      if (!Object.hasOwn(globalThis, "krait")) globalThis.krait = {}; // an element with that id is no own property
      if (typeof addEventListener !== "function") return;
      addEventListener("error", (event) => report(event.error) && event.preventDefault());
      addEventListener("unhandledrejection", (event) => report(event.reason) && event.preventDefault());
    },
  };
}
