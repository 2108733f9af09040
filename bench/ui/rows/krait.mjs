// The rows application of rows.c in the page.
import { connect } from "../../../web/ui/dom.mjs";
import { dispatcher } from "../../../web/ui/events.mjs";

const response = fetch("rows.wasm");
let exports, dispatch;
const dom = connect(document.getElementById("main"), (...event) => dispatch(...event));
const { instance } = await WebAssembly.instantiateStreaming(response, {
  ui: {
    apply: (words, count, text, bytes) => dom.apply(exports.memory, words, count, text, bytes),
    schedule: () => queueMicrotask(exports.flush),
  },
});
exports = instance.exports;
dispatch = dispatcher(exports);
exports.start();
window.ready = true;
