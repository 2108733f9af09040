// The rows application of rows.c in the page.
import { connect } from "../../../web/ui/dom.mjs";

const response = fetch("rows.wasm");
let exports;
const dom = connect(document.getElementById("main"), (type, node) => exports.event(node));
const { instance } = await WebAssembly.instantiateStreaming(response, {
  ui: {
    apply: (words, count, text, bytes) => dom.apply(exports.memory, words, count, text, bytes),
    schedule: () => queueMicrotask(exports.flush),
  },
});
exports = instance.exports;
exports.start();
window.ready = true;
