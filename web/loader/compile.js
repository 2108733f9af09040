// Compiles Python text with krait-compiler.wasm (tools/web/compiler_wasm.c).
import { decoder, encoder } from "./utf8.js";

// `module`: the compiler's WebAssembly.Module. `fetchText(path)` answers a promise of a module's text, or of null; of
// "krait-web.idl", the table of the web platform, a promise of its bytes. Paths that begin with "krait-" lie beside the
// loader: that table and the library's modules in Python, which win over files of the page (cmake/web_library.py).
// `sections`: first lines of the parts behind the first that the host wants to tell apart.
// Gives {unit, messages, files}: unit is null after errors; files maps each source's name to its text.
//
// The compiler asks for modules while it runs and cannot wait. So it is told "no such module" at first; what it asked
// for is fetched, and it runs again.
const INDEX = "krait-lib/index.txt"; // the library's files: "krait-lib/enum.py", "krait-python/textwrap.py"
const FOLDERS = ["", "krait-lib/", "krait-python/"]; // by origin
const moduleOf = (path) => path.replace(/(\/__init__)?\.py$/, "");

export async function compileProgram(module, name, text, fetchText, optimize = 2, sections = []) {
  const files = new Map(); // path → text, or null: not there
  let exports, length, missing, library;

  const store = (text) => {
    const data = typeof text === "string" ? encoder.encode(text) : text;
    const at = exports.krait_alloc(data.length);
    new Uint8Array(exports.memory.buffer, at, data.length).set(data);
    length = data.length;
    return at;
  };
  const taken = (at, count) => new Uint8Array(exports.memory.buffer, at, count).slice();
  const load = (at, count, origin) => {
    const path = decoder.decode(taken(at, count));
    let wanted = path;
    if (path.endsWith(".py")) {
      const module = moduleOf(path), single = module + ".py";
      wanted = library ? FOLDERS[origin] + path : INDEX;
      if (library?.has(module) ? !origin || !library.has(wanted) : origin && library) return 0;
      // The compiler asks for package/__init__.py first, but most modules are one file: that is tried before it.
      if (library && !origin && files.get(single) !== null) wanted = single;
    }
    if (!files.has(wanted)) missing.add(wanted);
    const text = files.get(wanted);
    if (text == null || !wanted.endsWith(path)) return 0;
    files.set(path, text);
    return store(text);
  };

  exports = new WebAssembly.Instance(module, { loader: { load, length: () => length } }).exports;
  for (;;) {
    missing = new Set();
    const index = files.get(INDEX);
    if (index !== undefined) library ??= new Set(index?.split("\n").flatMap((path) => [path, moduleOf(path.replace(/.*?\//, ""))]));
    for (const line of sections) exports.krait_section(line);
    const nameAt = store(name), nameLength = length;
    const isGood = exports.krait_compile(nameAt, nameLength, store(text), length, optimize);
    if (!missing.size) {
      const messages = decoder.decode(taken(exports.krait_messages(), exports.krait_messages_len()));
      const unit = isGood ? taken(exports.krait_unit(), exports.krait_unit_len()) : null;
      exports.krait_reset();
      files.set(name, text);
      return { unit, messages, files };
    }
    exports.krait_reset();
    await Promise.all([...missing].map(async (path) => files.set(path, await fetchText(path))));
  }
}
