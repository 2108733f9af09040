// Compiles Python text with krait-compiler.wasm (tools/web/compiler_wasm.c).
import { decoder, encoder } from "./utf8.js";

// `module`: the compiler's WebAssembly.Module. `fetchText(path)` answers a promise of a module's text, or of null; of
// "krait-web.idl", the table of the web platform, a promise of its bytes.
// `sections`: first lines of the parts behind the first that the host wants to tell apart.
// Gives {unit, messages, files}: unit is null after errors; files maps each source's name to its text.
//
// The compiler asks for modules while it runs and cannot wait. So it is told "no such module" at first; what it asked
// for is fetched, and it runs again.
export async function compileProgram(module, name, text, fetchText, optimize = 2, sections = []) {
  const files = new Map(); // path → text, or null: not there
  let exports, length, missing;

  const store = (text) => {
    const data = typeof text === "string" ? encoder.encode(text) : text;
    const at = exports.krait_alloc(data.length);
    new Uint8Array(exports.memory.buffer, at, data.length).set(data);
    length = data.length;
    return at;
  };
  const taken = (at, count) => new Uint8Array(exports.memory.buffer, at, count).slice();
  const load = (at, count, isLibrary) => {
    const path = decoder.decode(taken(at, count));
    if (isLibrary && !path.endsWith(".idl")) return 0;
    // The compiler asks for package/__init__.py first, but most modules are one file: that is tried before it.
    const single = path.replace(/\/__init__\.py$/, ".py");
    const wanted = files.get(single) === null ? path : single;
    if (!files.has(wanted)) missing.push(wanted);
    return wanted === path && files.get(path) != null ? store(files.get(path)) : 0;
  };

  exports = new WebAssembly.Instance(module, { loader: { load, length: () => length } }).exports;
  for (;;) {
    missing = [];
    for (const line of sections) exports.krait_section(line);
    const nameAt = store(name), nameLength = length;
    const isGood = exports.krait_compile(nameAt, nameLength, store(text), length, optimize);
    if (missing.length === 0) {
      const messages = decoder.decode(taken(exports.krait_messages(), exports.krait_messages_len()));
      const unit = isGood ? taken(exports.krait_unit(), exports.krait_unit_len()) : null;
      exports.krait_reset();
      files.set(name, text);
      return { unit, messages, files };
    }
    exports.krait_reset();
    await Promise.all(missing.map(async (path) => files.set(path, await fetchText(path))));
  }
}
