// krait-packages.js: scripts with data-packages="numpy …" run in CPython (Pyodide), which has packages with C extensions.
//
//   <script type="text/python" data-packages="msgpack tabulate">…</script>
//
// Pyodide and the wheels lie in pyodide/ beside krait.js (or where data-pyodide of krait.js's tag says), put there by
// `python3 -m krait.web_packages`: all from the page's own server. All such scripts share one interpreter.

import { Output } from "./output.js";
import { dedent } from "./places.js";

const FAILED = 1;

// What that program wrote: {wheels: {name: {file, requires: [name …]}}}
async function listOf(base) {
  const response = await fetch(new URL("packages.json", base));
  if (!response.ok)
    throw Error(`data-packages: no ${new URL("packages.json", base).pathname} (${response.status}); ` +
      "make it with: python3 -m krait.web_packages --output FOLDER PACKAGE...");
  return response.json();
}

// As PyPI compares names (PEP 503).
const normal = (name) => name.toLowerCase().replace(/[-_.]+/g, "-");

// The wheels of the packages and all that they require, what is required first.
function wheelsOf(names, list) {
  const found = new Map();
  const add = (name, wanted) => {
    const key = normal(name), wheel = list.wheels[key];
    if (found.has(key)) return;
    if (!wheel) {
      const known = Object.keys(list.wheels).join(", ") || "nothing";
      throw Error(`data-packages: no package '${name}'${wanted} beside krait.js, only: ${known}; ` +
        `add it with: python3 -m krait.web_packages --output FOLDER ${name}`);
    }
    found.set(key, null);
    for (const needed of wheel.requires) add(needed, ` (for ${name})`);
    found.delete(key);
    found.set(key, wheel.file);
  };
  for (const name of names) add(name, "");
  return [...found.values()];
}

const packagesOf = (tag) => tag.dataset.packages.split(/[\s,]+/).filter(Boolean);

async function start(tags, base) {
  const list = await listOf(base);
  const wheels = wheelsOf(tags.flatMap(packagesOf), list);
  const { loadPyodide } = await import(new URL("pyodide.mjs", base));
  const python = await loadPyodide({ indexURL: base.href });
  const quiet = { messageCallback() {}, errorCallback(text) { throw Error(`data-packages: ${text}`); }, checkIntegrity: false };
  await python.loadPackage(wheels.map((file) => new URL(`wheels/${file}`, base).href), quiet);
  return python;
}

// The exit code of a script; what it raises is printed as CPython prints it, without Pyodide's own frames.
const RUN = `
async def run(text, name):
    import __main__, sys, traceback
    from pyodide.code import eval_code_async
    try:
        await eval_code_async(text, __main__.__dict__, filename=name)
    except SystemExit as error:
        if error.code is None or isinstance(error.code, int):
            return error.code or 0
        print(error.code, file=sys.stderr)
        return 1
    except BaseException as error:
        first = error.__traceback__
        while first and first.tb_frame.f_code.co_filename != name:
            first = first.tb_next
        traceback.print_exception(error.with_traceback(first))
        return 1
    return 0
run`;

async function runAll(tags, texts, outputs, base) {
  const python = await start(tags, base);
  python.setStdin({ stdin: () => window.prompt("") });
  const run = python.runPython(RUN);
  for (let i = 0; i < tags.length; i++) {
    const name = tags[i].getAttribute("src") ?? "page.py";
    const to = (file) => ({ write: (bytes) => (outputs[i].write(file, bytes), bytes.length), isatty: false });
    python.setStdout(to(1));
    python.setStderr(to(2));
    const code = await run(texts[i], name);
    await outputs[i].end();
    if (code !== 0) return code;
  }
  return 0;
}

// Runs the tags in order, each printing into its element (or null: the console). `textsOf(tags)`: a promise of the texts
// of those with src. The exit code of the first that failed.
export async function runPackages(tags, textsOf, elements, base) {
  const outputs = elements.map((element) => Object.assign(new Output(), { element }));
  try {
    const texts = (await textsOf(tags)).map((text, i) => text || dedent(tags[i].text).replace(/^\r?\n/, ""));
    return await runAll(tags, texts, outputs, base);
  } catch (error) {
    outputs[0].fail(`${error.message}\n`);
    return FAILED;
  }
}
