// Scripts with data-packages: CPython (Pyodide) with wheels from the page's own server.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { python, visit } from "./visit.mjs";

const ROOT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");
const WHEELS = ["msgpack==1.2.4", "tabulate==0.10.0"]; // one with C, one without
const TAG = `<script src="/krait.js" data-pyodide="/guests/"></script>`;

// A python3 with pip, in the build folder.
function pip(build) {
  const own = path.join(build, "web-venv/bin/python");
  if (!existsSync(own)) execFileSync("python3", ["-m", "venv", path.join(build, "web-venv")]);
  return own;
}

function fetchPackages({ build }, output, packages) {
  return spawnSync(pip(build), ["-m", "krait.web_packages", "-o", output, ...packages],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, PYTHONPATH: path.join(ROOT, "python") } });
}

const folderOf = (build) => path.join(build, "web-guests");

// The folder that pages of these tests have as /guests/; made once.
function guests(context) {
  const { build, pages } = context, folder = folderOf(build);
  if (pages.has("/guests/packages.json")) return;
  if (!existsSync(path.join(folder, "packages.json"))) fetchPackages(context, folder, WHEELS);
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const file = path.join(name.parentPath ?? name.path, name.name);
    pages.set(`/guests/${path.relative(folder, file)}`, readFileSync(file));
  }
}

export const packagesTests = [
  ["krait.web_packages fetches Pyodide and wheels", async (context) => {
    const folder = folderOf(context.build);
    rmSync(folder, { recursive: true, force: true });
    const { status, stderr } = fetchPackages(context, folder, WHEELS);
    assert.deepEqual([status, stderr], [0, ""]);
    const { wheels } = JSON.parse(readFileSync(path.join(folder, "packages.json"), "utf8"));
    assert.deepEqual(Object.keys(wheels), ["msgpack", "tabulate"]);
    assert.match(wheels.msgpack.file, /wasm32\.whl$/);
    guests(context);
  }],
  ["krait.web_packages names what has no wheel", async (context) => {
    const { status, stderr } = fetchPackages(context, path.join(context.build, "web-nothing"), ["numpy"]);
    assert.equal(status, 1);
    assert.match(stderr, /^krait\.web_packages: numpy: the package index has neither a pure-Python wheel nor one for py\w+_wasm32\n$/);
  }],
  ["scripts with packages run in CPython, beside Krait's", async (context) => {
    guests(context);
    const guest = "import msgpack, sys\nfrom tabulate import tabulate\nprint(sys.implementation.name)\n" +
      "print(msgpack.unpackb(msgpack.packb({'a': [1, 2.5]})))\nprint(tabulate([[1, 'x']], headers=['n', 't']))";
    const body = `<pre id="out"></pre>${TAG}${python("import sys\nprint(sys.implementation.name)")}` +
      python(guest, 'data-packages="msgpack tabulate" data-output="#out"');
    const { lines, errors, text, code } = await visit(context, body);
    assert.deepEqual([lines, errors, code],
      [["krait", "cpython", "{'a': [1, 2.5]}", "  n  t", "---  ---", "  1  x"], [], 0]);
    assert.match(text, /^cpython\n\{'a'/);
  }],
  ["they share names, and their errors end the page's run", async (context) => {
    guests(context);
    const attribute = 'data-packages="tabulate"';
    const body = TAG + python("x = 20", attribute) + python("print(x + 1)\n1 / 0", attribute) + python("print('never')", attribute);
    const { lines, errors, code } = await visit(context, body);
    assert.deepEqual([lines, code], [["21"], 1]);
    assert.match(errors.join("\n"), /^Traceback[^]*File "page.py", line 2, in <module>[^]*ZeroDivisionError/);
  }],
  ["sys.exit in such a script is its exit code", async (context) => {
    guests(context);
    const { errors, code } = await visit(context, TAG + python("import sys\nsys.exit(3)", 'data-packages="tabulate"'));
    assert.deepEqual([errors, code], [[], 3]);
  }],
  ["a package that is not there is named", async (context) => {
    guests(context);
    const { errors, code } = await visit(context, TAG + python("import numpy", 'data-packages="numpy"'));
    assert.equal(code, 1);
    assert.match(errors[0], /no package 'numpy' beside krait\.js, only: msgpack, tabulate; add it with: python3 -m krait\.web_packages/);
  }],
  ["without the folder the page says how to make it", async (context) => {
    const { errors, code } = await visit(context, `<script src="/krait.js"></script>` + python("1", 'data-packages="numpy"'));
    assert.equal(code, 1);
    assert.match(errors[0], /no \/pyodide\/packages\.json \(404\); make it with: python3 -m krait\.web_packages/);
  }],
];
