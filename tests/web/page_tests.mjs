// Pages with <script type="text/python">: what a person sees there and in the console.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { LOADER, python, visit } from "./visit.mjs";

export const pageTests = [
  ["an inline program prints to the console", async (context) => {
    const { lines, errors, code } = await visit(context, LOADER + python(`print("hello", 6 * 7)\nprint("ö", end="")\nprint("!")`));
    assert.deepEqual([lines, errors, code], [["hello 42", "ö!"], [], 0]);
  }],
  ["data-output shows it in the page, indented markup or not", async (context) => {
    const body = `<pre id="out"></pre>${LOADER}${python("    for i in range(2):\n        print(i)", 'data-output="#out"')}`;
    const { lines, text } = await visit(context, body);
    assert.deepEqual([lines, text.trim()], [["0", "1"], "0\n1"]);
  }],
  ["several tags are one program in document order", async (context) => {
    const body = LOADER + python("def double(n):\n    return 2 * n") + `<script type="text/python" src="middle.py"></script>` + python("print(double(x))");
    const { lines, errors } = await visit(context, body, { "middle.py": "x = 21\n" });
    assert.deepEqual([lines, errors], [["42"], []]);
  }],
  ["imports are fetched beside the page", async (context) => {
    const files = {
      "shapes.py": "import sizes\ndef area(side):\n    return side * side * sizes.UNIT\n",
      "sizes.py": "UNIT = 3\n",
      "pack/__init__.py": "from .inner import VALUE\n",
      "pack/inner.py": "VALUE = 'packed'\n",
    };
    const { lines, errors } = await visit(context, LOADER + python("import shapes, pack, math\nprint(shapes.area(2), pack.VALUE, math.floor(2.5))"), files);
    assert.deepEqual([lines, errors], [["12 packed 2"], []]);
  }],
  ["library modules come one by one, those in C with the second half of the runtime", async (context) => {
    const requests = [];
    const watch = async (tab) => tab.on("request", (request) => requests.push(new URL(request.url()).pathname.slice(1)));
    const program = `import enum, keyword\nimport itertools\n
class Colour(enum.Enum):
    RED = 1
print(Colour.RED, keyword.iskeyword("while"), list(itertools.pairwise("abc")))`;
    const { lines, errors } = await visit(context, LOADER + python(program), {}, watch);
    assert.deepEqual([lines, errors], [["Colour.RED True [('a', 'b'), ('b', 'c')]"], []]);
    for (const wanted of ["krait-library.wasm", "krait-lib/enum.py"]) assert.ok(requests.some((path) => path.endsWith(wanted)), wanted);
    assert.ok(!requests.some((path) => /dataclasses|asyncio|textwrap/.test(path)), requests.join());
  }],
  ["a traceback shows lines of a library module", async (context) => {
    const program = "import textwrap\nprint(textwrap.wrap('a bc', 0))";
    const { errors } = await visit(context, LOADER + python(program));
    assert.match(errors.join("\n"), /in wrap\n[^]*raise ValueError\("invalid width[^]*ValueError: invalid width 0/);
  }],
  ["a program that needs neither fetches neither", async (context) => {
    const requests = [];
    const watch = async (tab) => tab.on("request", (request) => requests.push(request.url()));
    const { lines } = await visit(context, LOADER + python("import math\nprint(math.sqrt(16))"), {}, watch);
    assert.deepEqual(lines, ["4.0"]);
    assert.ok(!requests.some((url) => /krait-lib\/|krait-errors|krait-python/.test(url)), requests.join());
  }],
  ["a program of built-in things fetches no library", async (context) => {
    const requests = [];
    const watch = async (tab) => tab.on("request", (request) => requests.push(request.url()));
    const body = LOADER + python("words = {}\nfor w in 'a b a'.split():\n    words[w] = words.get(w, 0) + 1\nprint(sorted(words.items()), 16 ** 0.5)");
    const { lines } = await visit(context, body, {}, watch);
    assert.deepEqual(lines, ["[('a', 2), ('b', 1)] 4.0"]);
    assert.ok(!requests.some((url) => url.includes("krait-library")), requests.join());
  }],
  ["a missing module is an error with its line", async (context) => {
    const { errors, code } = await visit(context, LOADER + python("x = 1\nimport nowhere"));
    assert.match(errors.join("\n"), /File "index.html", line 4[^]*No module named 'nowhere'/);
    assert.equal(code, 1);
  }],
  ["an uncaught exception shows its traceback in page and console", async (context) => {
    const body = `<pre id="out"></pre>${LOADER}${python("def f(x):\n    return 1 / x\nprint('before')\nf(0)", 'data-output="#out"')}`;
    const { lines, errors, text, code } = await visit(context, body);
    assert.deepEqual([lines, code], [["before"], 1]);
    assert.match(errors[0], /^Traceback[^]*File "index.html", line 6, in <module>\n    f\(0\)[^]*line 4, in f\n    return 1 \/ x[^]*ZeroDivisionError: division by zero$/);
    assert.ok(text.includes("ZeroDivisionError: division by zero"), text);
  }],
  ["a syntax error is shown with a caret", async (context) => {
    const { errors } = await visit(context, LOADER + python("print('a'\nprint('b')"));
    assert.match(errors.join("\n"), /File "index.html", line 3[^]*\^[^]*SyntaxError: '\(' was never closed/);
  }],
  ["input is prompt", async (context) => {
    const answer = async (tab) => tab.on("dialog", (dialog) => dialog.accept(dialog.message() === "Name? " ? "Ada" : "wrong question"));
    const { lines } = await visit(context, LOADER + python("print('Hi', input('Name? '))"), {}, answer);
    assert.deepEqual(lines, ["Hi Ada"]);
  }],
  ["a cancelled prompt is the end of the input", async (context) => {
    const { errors } = await visit(context, LOADER + python("input()"), {}, async (tab) => tab.on("dialog", (dialog) => dialog.dismiss()));
    assert.match(errors[0], /EOFError/);
  }],
  ["the page lives while the program sleeps", async (context) => {
    const body = `<script>window.ticks = 0; setInterval(() => { window.ticks++; }, 10);</script>` +
      LOADER + python("import time\nstart = time.time()\nprint('a')\ntime.sleep(0.3)\nprint(0.29 < time.time() - start < 2)");
    let ticks;
    const { lines } = await visit(context, body, {}, async (tab) => {
      tab.on("console", async () => { ticks ??= 0; });
      await tab.addInitScript(() => document.addEventListener("krait-end", () => console.log("ticks", window.ticks)));
    });
    assert.deepEqual(lines.slice(0, 2), ["a", "True"]);
    assert.ok(Number(lines[2].split(" ")[1]) > 5, lines[2]);
  }],
  ["without suspension sleep waits in place", async (context) => {
    const { lines } = await visit(context, LOADER + python("import time\nstart = time.time()\ntime.sleep(0.05)\nprint(0.049 < time.time() - start < 2)"), {},
      async (tab) => tab.addInitScript(() => { delete WebAssembly.Suspending; }));
    assert.deepEqual(lines, ["True"]);
  }],
  ["sys.exit ends it with a code, silently", async (context) => {
    const { lines, errors, code } = await visit(context, LOADER + python("import sys\nprint(1)\nsys.exit(3)\nprint(2)"));
    assert.deepEqual([lines, errors, code], [["1"], [], 3]);
  }],
  ["too deep recursion is a RecursionError", async (context) => {
    const { lines, errors } = await visit(context, LOADER + python("def f(n):\n    return f(n + 1) + 1\ntry:\n    f(0)\nexcept RecursionError:\n    print('caught')\ndef g(n):\n    return 0 if n == 0 else 1 + g(n - 1)\nprint(g(900))"));
    assert.deepEqual([lines, errors], [["caught", "900"], []]);
  }],
  ["krait build --target web makes a page without the compiler", async ({ browser, pages, base, build }) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "krait-built-"));
    writeFileSync(path.join(folder, "program.py"), "import helper\nprint('built', helper.NUMBER)\n1 / 0\n");
    writeFileSync(path.join(folder, "helper.py"), "NUMBER = 12\n");
    execFileSync(path.join(build, "krait"), ["build", "program.py", "--target", "web", "-o", "out"], { cwd: folder });
    const names = readdirSync(path.join(folder, "out")).sort();
    for (const name of names) pages.set(`/built/${name}`, readFileSync(path.join(folder, "out", name)));
    rmSync(folder, { recursive: true });
    assert.deepEqual(names, ["index.html", "krait.js", "program.wasm"]);
    const tab = await browser.newPage();
    await tab.goto(`${base}/built/index.html`);
    await tab.waitForFunction(() => document.body.innerText.includes("ZeroDivisionError"), null, { timeout: 10_000 });
    assert.match(await tab.innerText("#output"), /^built 12\nTraceback[^]*program\.py", line 3, in <module>\nZeroDivisionError: division by zero/);
    await tab.close();
  }],
  ["a page without Python says nothing", async (context) => {
    const tab = await context.browser.newPage();
    const errors = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    context.pages.set("/plain.html", `<!doctype html>${LOADER}<p id="p">text</p>`);
    await tab.goto(`${context.base}/plain.html`);
    assert.equal(await tab.textContent("#p"), "text");
    await tab.close();
    assert.deepEqual(errors, []);
  }],
];
