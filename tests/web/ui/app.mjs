// A page of tests: one of the modules of this folder, driven as a compiled view is. ?NAME is the module.
import { connect } from "../../../web/ui/dom.mjs";
import { dispatcher } from "../../../web/ui/events.mjs";
import { frames } from "../../../web/ui/frames.mjs";
import { store, stored } from "../../../web/ui/storage.mjs";

let exports, dispatch;
const reported = [];
const dom = connect(document.getElementById("main"), (...event) => dispatch(...event), store);
const bytes = await (await fetch(`/test/ui/${location.search.slice(1)}.wasm`)).arrayBuffer();
({ instance: { exports } } = await WebAssembly.instantiate(bytes, {
  ui: {
    apply: (words, count, text, bytes) => dom.apply(exports.memory, words, count, text, bytes),
    schedule: () => queueMicrotask(exports.flush),
    stored: (kind, key, keyBytes) => {
      const text = stored(kind, new TextDecoder().decode(new Uint8Array(exports.memory.buffer, key, keyBytes)));
      if (text === null) return -1;
      const bytes = new TextEncoder().encode(text);
      const to = exports.event_text(bytes.length); // may grow the memory
      new Uint8Array(exports.memory.buffer, to, bytes.length).set(bytes);
      return bytes.length;
    },
    now: () => performance.now(),
    request: frames((start) => exports.run(start)),
    report: (error) => reported.push(error),
  },
}));
if (exports.event) dispatch = dispatcher(exports);
exports.start();
window.app = { exports, reported };
