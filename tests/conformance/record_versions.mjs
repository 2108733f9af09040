// Writes `versions`: what CPython 3.14 (Pyodide) prints where the python3 on PATH prints other text.
//
//     node tests/conformance/record_versions.mjs [PATTERN]
//
// Prints what it cannot record (another number of lines): such a program has to be rewritten.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(path.dirname(here));
const require = createRequire(process.env.PYODIDE_FROM || path.join(root, "package.json"));
const folder = path.dirname(require.resolve("pyodide/package.json"));
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")));

const RUN = `
import sys, io, traceback
def krait_run(path, args, text):
    import os
    for name in [n for n, m in sys.modules.items() if (getattr(m, "__file__", None) or "").startswith("/conf/")]:
        del sys.modules[name]
    import random
    random.seed(0)
    saved = sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.path
    out, err = io.StringIO(), io.StringIO()
    sys.stdin = io.StringIO(text)
    sys.stdout, sys.stderr = out, err
    sys.argv = [path] + list(args)
    sys.path = [os.path.dirname(path)] + sys.path
    code = 0
    last = ""
    try:
        scope = {"__name__": "__main__", "__builtins__": __builtins__, "__file__": path}
        exec(compile(open(path).read(), path, "exec"), scope)
    except SystemExit as e:
        code = e.code if isinstance(e.code, int) else 0 if e.code is None else 1
        last = "" if code in (0, None) or isinstance(e.code, int) else str(e.code)
    except BaseException as e:
        code = 1
        last = traceback.format_exception_only(e)[-1].rstrip("\\n")
    finally:
        sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.path = saved
    return [out.getvalue(), code, last]
krait_run
`;

const py = await loadPyodide();
const run = py.runPython(RUN);
const mount = (folder, target) => {
  py.FS.mkdirTree(target);
  for (const name of readdirSync(folder)) {
    const from = path.join(folder, name);
    if (statSync(from).isDirectory()) mount(from, `${target}/${name}`);
    else py.FS.writeFile(`${target}/${name}`, readFileSync(from));
  }
};
mount(here, "/conf");
console.error(`CPython ${py.runPython("import sys; sys.version.split()[0]")}`);

const list = ["--list", "--no-refused", "-k", process.argv[2] || ""];
const names = execFileSync(path.join(here, "run"), list).toString().trim().split("\n");
// Pyodide cannot survive the recursion limit in a __repr__, and has the hashes, the longest range
// and the sys.maxsize of a 32-bit CPython: these lines are what 64 bits give.
const skipped = new Set(["func/recursion_error.py", "range/wide.py", "set/order_floats_tuples.py"]);
const wordSized = new Set(["set/order_ints.py:5", "random/seeded_strings.py:5", "sysmod/exit_kinds.py:10",
  "kinds/index_arithmetic.py:5", "kinds/index_arithmetic.py:7",
  "arraymod/basics.py:13", "arraymod/errors.py:11", "arraymod/errors.py:12", "arraymod/errors.py:32"]);
const rows = [];
for (const name of names) {
  if (skipped.has(name)) continue;
  const file = path.join(here, name);
  const input = file.replace(/\.py$/, ".in");
  const stdin = existsSync(input) ? readFileSync(input) : "";
  const head = readFileSync(file, "utf8").split("\n").slice(0, 3);
  const line = head.find((text) => text.startsWith("# args: "));
  const quoted = line ? line.slice(8).match(/"[^"]*"|\S+/g) : [];
  const args = quoted.map((arg) => arg.replace(/^"|"$/g, ""));
  if (head.some((text) => text.startsWith("# python: "))) {
    const [out, code, last] = run(`/conf/${name}`, py.toPy(args), stdin.toString()).toJs();
    if (code) console.error(`${name}: ${last}`);
    writeFileSync(file.replace(/\.py$/, ".out"), out);
    continue;
  }
  const host = spawnSync("python3", ["-B", file, ...args], { input: stdin });
  const proxy = run(`/conf/${name}`, py.toPy(args), stdin.toString());
  const [out, code, last] = proxy.toJs();
  const want = host.stdout.toString().split("\n");
  const have = out.split("\n");
  if (code !== host.status) console.error(`${name}: exit ${code}, python3 ${host.status}: ${last}`);
  if (want.length !== have.length) {
    console.error(`${name}: ${have.length} lines, python3 ${want.length}; ${last}`);
    continue;
  }
  for (let i = 0; i < want.length; i++) {
    if (want[i] === have[i] || wordSized.has(`${name}:${i + 1}`)) continue;
    rows.push(`${name}\t${i + 1}\t${JSON.stringify(have[i])}`);
    console.error(`${name}:${i + 1}\n  python3 ${want[i]}\n  3.14    ${have[i]}`);
  }
  const hostLast = host.stderr.toString().trimEnd().split("\n").pop();
  if (last && code && hostLast !== last) rows.push(`${name}\tstderr\t${JSON.stringify(last)}`);
}
if (!process.argv[2]) {
  const head = [
    "# What CPython 3.14 prints where older ones print other text; written by record_versions.mjs.",
    "# NAME <tab> LINE of stdout, or `stderr` for its last line <tab> the line as a JSON string",
  ];
  writeFileSync(path.join(here, "versions"), [...head, ...rows].join("\n") + "\n");
}
