// Python that calls JavaScript through `from krait import js`, under node and in pages.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runPython } from "./node_tests.mjs";
import { LOADER, python, visit } from "./visit.mjs";

// A program's expected output stands behind each line that prints: "  #> text".
function expecting(build, program) {
  const expected = Array.from(program.matchAll(/#> (.*)$/gm), ([, text]) => text + "\n").join("");
  const [out, err, code] = runPython(build, "from krait import js, JSError\n" + program);
  assert.equal(out, expected, err);
  assert.deepEqual([err, code], ["", 0]);
}

export const jsNodeTests = [
  ["js: values go out and come back", ({ build }) => expecting(build, `
echo = js.Function.new("x", "return x")
for value in [0, -1, 2**53 - 1, -(2**53) + 1, 2**53, 2**60, 2**61, -(2**61) - 1, 2**200, -(2**200), 1.5, -0.0, 1e300, 5e-324, True, False, None]:
    back = echo(value)
    assert back == value and type(back) is type(value) and repr(back) == repr(value), (value, back)
for text in ["", "a", "é", "ascii " * 20, "latin é " * 20, "€uro", "😀 " * 30, "\\ud800", "a\\udc00b", "😀\\ud83d", "\\x00"]:
    back = echo(text)
    assert back == text and len(back) == len(text), ascii((text, back))
print(echo(2.0), type(echo(2.0)).__name__, echo(float("nan")), echo(float("-inf")))     #> 2 int nan -inf
print(list(echo([1, "a", [2.5, None]])), list(echo((1,))), list(echo(range(3))))        #> [1, 'a', <Array [2.5,null]>] [1] [0, 1, 2]
print(echo({"a": {"b": [1]}}), list(echo(bytes([0, 255]))), list(echo({5})))            #> <Object {"a":{"b":[1]}}> [0, 255] [5]
print(js.Object.keys({"__proto__": 1})[0])                                             #> __proto__
print(js.BigInt(5) + 1, js.typeof2(2**53) if False else type(js.BigInt("9" * 30)).__name__)  #> 6 int
print(echo(ValueError("kept")).args)                                                   #> ('kept',)
`)],
  ["js: what cannot go out is refused", ({ build }) => expecting(build, `
class Plain:
    pass
loop = [1]
loop.append({"deep": loop})
ring = {}
ring["self"] = ring
for value in [Plain(), loop, ring, {1: 2}, [Plain()]]:
    try:
        js.JSON.stringify(value)
        print("went out")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
#> TypeError cannot convert 'Plain' object to JavaScript
#> ValueError data that contains itself cannot go to JavaScript
#> ValueError data that contains itself cannot go to JavaScript
#> TypeError a dict for JavaScript must have str keys
#> TypeError cannot convert 'Plain' object to JavaScript
twice = [1]
print(js.JSON.stringify([twice, twice]))                                               #> [[1],[1]]
`)],
  ["js: attributes, items and iteration", ({ build }) => expecting(build, `
o = js.JSON.parse('{"x": 1, "from": 2, "list": [1, 2, 3]}')
print(o.x, o.from_, hasattr(o, "y"), getattr(o, "y", "none"), "x" in o, list(o))       #> 1 2 False none True ['x', 'from', 'list']
o.y = 5
del o.x
print(js.JSON.stringify(o))                                                            #> {"from":2,"list":[1,2,3],"y":5}
a = o.list
a[0] = "first"
a[-1] += 10
print(len(a), a[-1], 2 in a, 9 in a, [x for x in a], a is o.list, a == o.list)         #> 3 13 True False ['first', 2, 13] True True
del a[1]
print(a, bool(a), bool(js.Array.new()), bool(js.Object.new()))                         #> <Array ["first",13]> True False True
m = js.Map.new()
m["k"] = a
print(m["k"] is a, "k" in m, len(m), hash(a) == hash(m["k"]))                          #> True True 1 True
for action in [lambda: a[7], lambda: m["no"], lambda: o.no, lambda: len(o), lambda: o(), lambda: a < a]:
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
#> IndexError index out of range
#> KeyError 'no'
#> AttributeError 'Object' object has no attribute 'no'
#> TypeError object of type 'Object' has no len()
#> TypeError 'Object' object is not callable
#> TypeError '<' not supported between instances of 'JSObject' and 'JSObject'
first, *rest = js.Set.new([3, 1, 2])
print(first, rest, sorted(js.Set.new([3, 1, 2])), "".join(js.Array.of("a", "b")))      #> 3 [1, 2] [1, 2, 3] ab
`)],
  ["js: calls, constructors and classes", ({ build }) => expecting(build, `
url = js.URL.new("https://krait.example/a?b=1#c")
print(url.pathname, url.searchParams["b"], str(url), repr(url))                        #> /a 1 https://krait.example/a?b=1#c <URL>
print(isinstance(url, js.URL), isinstance(url, (js.Map, js.URL)), isinstance(3, js.URL))  #> True True False
print(js.new(js.Date, 0).toISOString(), js.Date.UTC(1970, 0, 2))                       #> 1970-01-01T00:00:00.000Z 86400000
print(js.URL("a:b"), len(js.Set([1, 1])), js.Number("5"), js.String(5), js.Function("return 6")())  #> a:b 1 5 5 6
items = js.Array.new()
add = items.push
add(1, 2)
print(items, callable(add), add.length, js.Math.max(*[1, 5, 2]))                       #> <Array [1,2]> True 1 5
print(js.Intl.NumberFormat.new("en", minimumFractionDigits=2).format(3))               #> 3.00
print(js.JSON.stringify, js.URL, js.Symbol.iterator)                                   #> <function stringify> <class URL> Symbol(Symbol.iterator)
try:
    js.JSON.parse("{]")
except JSError as error:
    print(type(error).__name__, str(error).split(":")[0], error.error.name)            #> JSError SyntaxError SyntaxError
try:
    js.Function.new("throw 'bare'")()
except Exception as error:
    print(repr(error))                                                                 #> JSError('bare')
`)],
  ["js: callbacks keep their identity, bound methods too", ({ build }) => expecting(build, `
class Counter:
    def __init__(self):
        self.count = 0
    def on(self, event):
        self.count += 1
counter, target = Counter(), js.EventTarget.new()
target.addEventListener("x", counter.on)
target.addEventListener("x", counter.on)
target.dispatchEvent(js.Event.new("x"))
target.removeEventListener("x", counter.on)
target.dispatchEvent(js.Event.new("x"))
print(counter.count)                                                                   #> 1
target.addEventListener("y", lambda: print("no arguments"), once=True)                 #> no arguments
target.dispatchEvent(js.Event.new("y"))
target.dispatchEvent(js.Event.new("y"))
def double(x):
    return 2 * x
js.globalThis.held = double
print(js.held is double, js.held(4), list(js.Array.of(1, 2).map(double)))              #> True 8 [2, 4]
print(js.Function.new("f", "return f.length + f(1, 2, 3)")(lambda a, b=10: a + b))     #> 3
def total(*numbers):
    return sum(numbers)
print(js.Array.of(1).map(total)[0] if False else js.Function.new("f", "return f(1, 2, 3)")(total))  #> 6
def fails(x):
    raise KeyError(x)
try:
    js.Array.of("lost").forEach(fails)
except KeyError as error:
    print("KeyError", error)                                                           #> KeyError 'lost'
print(js.Function.new("f", "try { f('x') } catch (e) { return e.name + ': ' + e.message }")(fails))  #> PythonError: KeyError: 'x'
def deep(n):
    return 0 if n == 0 else 1 + js.Function.new("f", "n", "return f(n)")(deep, n - 1)
print(deep(50))                                                                        #> 50
def endless(n):
    return js.Function.new("f", "n", "return f(n)")(endless, n + 1)
try:
    endless(0)
except (RecursionError, JSError):
    print("an end")                                                                    #> an end
def keep(f):
    return f
@keep
def decorated():
    pass
print(hasattr(js.krait, "keep"), hasattr(js.krait, "decorated"))                       #> True False
`)],
  ["js: the program lives on with its timers; an uncaught exception does not end it", ({ build }) => {
    const [out, err, code] = runPython(build, `from krait import js
def tick(n):
    print("tick", n, end=";")
    if n < 3:
        js.setTimeout(tick, 1, n + 1)
def bad():
    return 1 / 0
js.setTimeout(tick, 1, 1)
js.setTimeout(bad, 5)
js.Promise.resolve(7).then(lambda value: print("then", value))
js.Promise.reject(KeyError("gone"))
js.setTimeout(lambda: print("last"), 40)
print("main is done")
`);
    assert.deepEqual([out, code], ["main is done\nthen 7\ntick 1;tick 2;tick 3;last\n", 0]);
    assert.match(err, /^KeyError: 'gone'\nTraceback[^]*line 7, in bad\n    return 1 \/ 0[^]*ZeroDivisionError: division by zero\n$/);
  }],
  ["js: sys.exit ends it from a callback, a failed main part at once", ({ build }) => {
    const timer = "import sys\nfrom krait import js\njs.setInterval(lambda: print('on'), 1000)\n";
    assert.deepEqual(runPython(build, timer + "js.setTimeout(lambda: sys.exit(5), 1)\n"), ["", "", 5]);
    const [, err, code] = runPython(build, timer + "1 / 0\n");
    assert.deepEqual([code, /ZeroDivisionError/.test(err)], [1, true]);
  }],
  ["js: an uncaught exception of JavaScript names it", ({ build }) => {
    const [, err, code] = runPython(build, "from krait import js\njs.JSON.parse(1)(2)\n");
    assert.deepEqual(code, 1);
    assert.match(err, /line 2, in <module>[^]*TypeError: 'int' object is not callable\n$/);
    assert.match(runPython(build, "from krait import js\njs.decodeURIComponent('%')\n")[1], /line 2, in <module>[^]*krait\.JSError: URIError: URI malformed\n$/);
  }],
  ["js: many objects and callbacks come and go", ({ build }) => expecting(build, `
echo = js.Function.new("x", "return x")
for i in range(3000):
    made = js.Object.new()
    made.list = [i, str(i), {"k": i}]
    assert echo(made) is made and made.list[0] == i
    f = lambda x, i=i: x + i
    assert echo(f) is f
print("done")                                                                          #> done
`)],
  ["js: natively the import is refused with its line", ({ build }) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "krait-js-"));
    writeFileSync(path.join(folder, "p.py"), "x = 1\nfrom krait import js\n");
    for (const target of ["native", "interp"]) {
      let text = "";
      try {
        execFileSync(path.join(build, "krait"), ["run", "--target", target, "p.py"], { cwd: folder, stdio: "pipe" });
      } catch (error) {
        text = String(error.stderr);
      }
      assert.match(text, /File "p\.py", line 2\n[^]*module 'krait' needs JavaScript/);
    }
    writeFileSync(path.join(folder, "p.py"), "try:\n    from krait import js\nexcept ImportError:\n    js = None\nprint(js)\n");
    assert.equal(String(execFileSync(path.join(build, "krait"), ["run", "--target", "interp", "p.py"], { cwd: folder })), "None\n");
    rmSync(folder, { recursive: true });
  }],
];

const CLICKS = `
from krait import js
document = js.document
out = document.getElementById("list")
clicks = 0
def clicked(event):
    global clicks
    clicks += 1
    item = document.createElement("li")
    item.textContent = f"{event.type} {clicks} on {event.target.id}"
    out.append(item)
    print("clicked", clicks)
document.getElementById("button").addEventListener("click", clicked)
context = document.getElementById("canvas").getContext("2d")
for i, color in enumerate(["#c33", "#3a3", "#33c"]):
    context.fillStyle = color
    context.fillRect(10 + 40 * i, 10, 30, 30)
def frame(now):
    print("frame", now > 0)
js.requestAnimationFrame(frame)
`;

export const jsPageTests = [
  ["js: a page with listeners, a canvas and frames", async (context) => {
    const body = `<button id="button">Click</button><ul id="list"></ul><canvas id="canvas" width="140" height="50"></canvas><pre id="out"></pre>
${LOADER}${python(CLICKS, 'data-output="#out"')}`;
    const { lines, errors, text } = await visit(context, body, {}, undefined, async (tab) => {
      await tab.waitForFunction(() => document.getElementById("out").textContent.includes("frame"), null, { timeout: 5000 });
      await tab.click("#button");
      await tab.click("#button");
      assert.equal(await tab.innerText("#list"), "click 1 on button\nclick 2 on button");
      const pixel = await tab.evaluate(() => [...document.getElementById("canvas").getContext("2d").getImageData(60, 20, 1, 1).data]);
      assert.deepEqual(pixel, [0x33, 0xaa, 0x33, 255]);
      await tab.screenshot({ path: path.join(context.screenshots, "js-page.png") });
    });
    assert.deepEqual([lines, errors], [["frame True", "clicked 1", "clicked 2"], []]);
    assert.equal(text.trim(), "frame True\nclicked 1\nclicked 2");
  }],
  ["js: window.krait calls the program's functions", async (context) => {
    const program = "from krait import js\ntotal = 0\ndef add(n, by=1):\n    global total\n    total += n * by\n    return total\ndef names():\n    return {'a': [1, None]}\ndef fails():\n    raise ValueError('no')";
    await visit(context, LOADER + python(program), {}, undefined, async (tab) => {
      assert.deepEqual(await tab.evaluate(() => [krait.add(2), krait.add(3, 10), krait.names()]), [2, 32, { a: [1, null] }]);
      assert.equal(await tab.evaluate(() => { try { krait.fails(); } catch (error) { return error.message; } }), "ValueError: no");
    });
  }],
  ["js: an exception that leaves a callback is a traceback in page and console", async (context) => {
    const body = `<button id="button">x</button><pre id="out"></pre>${LOADER}${python("from krait import js\ndef clicked():\n    return [][3]\njs.document.getElementById('button').addEventListener('click', clicked)", 'data-output="#out"')}`;
    const { errors, text } = await visit(context, body, {}, undefined, async (tab) => {
      await tab.click("#button");
      await tab.waitForFunction(() => document.getElementById("out").textContent.includes("IndexError"), null, { timeout: 5000 });
    });
    assert.equal(errors.length, 1);
    assert.match(errors[0], /^Traceback[^]*File "index.html", line 5, in clicked\n    return \[\]\[3\][^]*IndexError: list index out of range$/);
    assert.ok(text.includes("IndexError: list index out of range"), text);
  }],
  ["js: sleep in a callback waits in place; callbacks come while the main part sleeps", async (context) => {
    const program = "import time\nfrom krait import js\ndef tick():\n    time.sleep(0.01)\n    print('tick')\njs.setTimeout(tick, 1)\ntime.sleep(0.2)\nprint('main')";
    const { lines, errors } = await visit(context, LOADER + python(program));
    assert.deepEqual([lines, errors], [["tick", "main"], []]);
  }],
  ["js: a page that does not use it does not load its part", async (context) => {
    const requests = [];
    await visit(context, LOADER + python("print(1)"), {}, async (tab) => tab.on("request", (request) => requests.push(request.url())));
    assert.ok(requests.some((url) => url.endsWith("krait-rt.wasm")));
    assert.ok(!requests.some((url) => url.endsWith("krait-js.js")), requests.join(" "));
  }],
  ["each tag has its own output, callbacks too", async (context) => {
    const body = `<pre id="out"></pre><pre id="second"></pre>${LOADER}${python("def show(x):\n    print('shown', x)\nshow(1)", 'data-output="#out"')}
${python("from krait import js\nshow(2)\njs.setTimeout(lambda: show(3), 1)\njs.setTimeout(lambda: show([][1]), 2)", 'data-output="#second"')}
${python("print('console only')")}
${python("def late(): print('late')\njs.setTimeout(late, 5)\njs.setTimeout(lambda: 1 / 0, 10)", 'data-output="#out"')}`;
    const { lines, text } = await visit(context, body, {}, undefined, async (tab) => {
      await tab.waitForFunction(() => document.getElementById("out").textContent.includes("ZeroDivisionError"), null, { timeout: 5000 });
      assert.match(await tab.innerText("#second"), /^shown 2\nshown 3\nTraceback[^]*IndexError: list index out of range\n*$/);
      await tab.screenshot({ path: path.join(context.screenshots, "tag-outputs.png") });
    });
    assert.deepEqual(lines, ["shown 1", "shown 2", "console only", "shown 3", "late"]);
    assert.match(text, /^shown 1\nlate\nTraceback[^]*File "index\.html", line 19, in <lambda>[^]*ZeroDivisionError: division by zero\n*$/);
  }],
  ["errors name the tag: its line in the page, or its file", async (context) => {
    const body = `<pre id="out"></pre><pre id="other"></pre>${LOADER}${python("def fail(x):\n    return x.nope", 'data-output="#out"')}
<p>text</p>
<script type="text/python" src="middle.py" data-output="#other"></script>`;
    const { errors } = await visit(context, body, { "middle.py": "# a comment\nfail(5)\n" }, undefined, async (tab) => {
      assert.match(await tab.innerText("#other"), /AttributeError/);
    });
    assert.match(errors[0], /File "middle\.py", line 2, in <module>\n    fail\(5\)[^]*File "index\.html", line 4, in fail\n    return x\.nope\n/);
    const wrong = await visit(context, `<pre id="out"></pre>${LOADER}${python("x = 1")}${python("y = 2\ndef f(:", 'data-output="#out"')}`);
    assert.match(wrong.text, /^  File "index\.html", line 6\n    def f\(:\n/);
  }],
  ["krait build --target web brings the part for JavaScript when it is used", async ({ browser, pages, base, build }) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "krait-built-"));
    writeFileSync(path.join(folder, "program.py"), "from krait import js\ndef add(a, b):\n    return a + b\njs.document.title = 'from Python'\nprint(js.Math.sqrt(16))\n");
    execFileSync(path.join(build, "krait"), ["build", "program.py", "--target", "web", "-o", "out"], { cwd: folder });
    const names = readdirSync(path.join(folder, "out")).sort();
    for (const name of names) pages.set(`/built-js/${name}`, readFileSync(path.join(folder, "out", name)));
    rmSync(folder, { recursive: true });
    assert.deepEqual(names, ["index.html", "krait-js.js", "krait.js", "program.wasm"]);
    const tab = await browser.newPage();
    await tab.goto(`${base}/built-js/index.html`);
    await tab.waitForFunction(() => document.body.innerText.includes("4"), null, { timeout: 10_000 });
    assert.deepEqual([await tab.title(), await tab.evaluate(() => krait.add("a", "b"))], ["from Python", "ab"]);
    await tab.close();
  }],
];
