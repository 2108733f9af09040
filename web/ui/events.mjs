// An event of the page as a UiEvent (src/runtime/ui/dom_event.h) in the module's memory.
//
// `exports`: memory, event() → address of the UiEvent, event_text(bytes) → room for its texts, dispatch() → flags.
const encoder = new TextEncoder();

export function dispatcher(exports) {
  const at = exports.event();
  let floats, words; // on the UiEvent, while the memory is the same

  // Writes the texts one after the other; returns their lengths in bytes.
  function writeTexts(texts) {
    const parts = texts.map((text) => encoder.encode(text));
    let to = exports.event_text(parts.reduce((sum, part) => sum + part.length, 0));
    for (const part of parts) {
      new Uint8Array(exports.memory.buffer, to, part.length).set(part);
      to += part.length;
    }
    return parts.map((part) => part.length);
  }

  return (type, node, event) => {
    const { key = "", code = "", target } = event;
    const value = typeof target.value === "string" ? target.value : "";
    const [keyBytes, codeBytes, valueBytes] = key || value ? writeTexts([key, code, value]) : [0, 0, 0];
    if (floats?.buffer !== exports.memory.buffer) {
      floats = new Float64Array(exports.memory.buffer, at, 3);
      words = new Uint32Array(exports.memory.buffer, at + 24, 8);
    }
    floats[0] = event.clientX;
    floats[1] = event.clientY;
    floats[2] = event.deltaY;
    words[0] = node;
    words[1] = type;
    words[2] = event.button;
    words[3] = event.shiftKey | (event.ctrlKey << 1) | (event.altKey << 2) | (event.metaKey << 3);
    words[4] = target.checked;
    words[5] = keyBytes;
    words[6] = codeBytes;
    words[7] = valueBytes;
    return exports.dispatch();
  };
}
