// An event of the page as a UiEvent (src/runtime/ui/dom_event.h) in the module's memory.
//
// `exports`: memory, event() → address of the UiEvent, event_text(bytes) → room for its texts, dispatch() → flags.
const encoder = new TextEncoder();

export function dispatcher(exports) {
  return (type, node, event) => {
    const target = event.target;
    const parts = [event.key, event.code, target.value].map((text) => encoder.encode(typeof text === "string" ? text : ""));
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    let to = exports.event_text(bytes);
    const memory = exports.memory.buffer; // event_text may have grown it
    for (const part of parts) {
      new Uint8Array(memory, to, part.length).set(part);
      to += part.length;
    }
    const at = exports.event();
    new Float64Array(memory, at, 3).set([event.clientX || 0, event.clientY || 0, event.deltaY || 0]);
    const modifiers = event.shiftKey | (event.ctrlKey << 1) | (event.altKey << 2) | (event.metaKey << 3);
    const numbers = [node, type, event.button | 0, modifiers, target.checked | 0, ...parts.map((part) => part.length)];
    new Uint32Array(memory, at + 24, 8).set(numbers);
    return exports.dispatch();
  };
}
