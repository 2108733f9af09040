// Python that uses krait.web, the typed bindings of the web platform, under node and in pages.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runPython } from "./node_tests.mjs";
import { LOADER, python, visit } from "./visit.mjs";

// A program's expected output stands behind each line that prints: "  #> text".
function expecting(build, program) {
  const expected = Array.from(program.matchAll(/#> (.*)$/gm), ([, text]) => text + "\n").join("");
  const [out, err, code] = runPython(build, program);
  assert.equal(out, expected, err);
  assert.deepEqual([err, code], ["", 0]);
}

// What `krait check` says of the program.
function check(build, program, ...options) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "krait-webidl-"));
  try {
    writeFileSync(path.join(folder, "p.py"), program);
    return spawnSync(path.join(build, "krait"), [...options, path.join(folder, "p.py")], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const webidlNodeTests = [
  ["krait.web: attributes, constructors, static members", ({ build }) => expecting(build, `
from krait.web import URL, URLSearchParams, Event, TextEncoder, TextDecoder
import krait.web as web
u = URL("https://user@a.example/b?x=1&y=2#h")
print(u.pathname, u.host, u.hash, u.searchParams.get("x"), u.searchParams.get("none"))  #> /b a.example #h 1 None
web.queueMicrotask(lambda: None, ${Array(40).fill(1)})
u.pathname = "/changed"
print(u.href)                                                     #> https://user@a.example/changed?x=1&y=2#h
print(isinstance(u, URL), isinstance(3, URL), isinstance(u.searchParams, URLSearchParams), isinstance("x", URL))  #> True False True False
print(URL.canParse("no"), URL.canParse("a:b"), Event.AT_TARGET, Event("x").CAPTURING_PHASE)  #> False True 2 1
print(web.URL("a:b", None or "http://c").protocol)                #> a:
data = TextEncoder().encode("héllo")
print(len(data), data[1], data[-1], TextDecoder().decode(data))   #> 6 195 111 héllo
try:
    URL("nonsense")
except Exception as error:
    print(type(error).__name__)                                   #> JSError
p = URLSearchParams({"a": "1", "b": "ü"})
p.append("a", "2")
print(str(p), p.size, [k + v for k, v in p])                      #> a=1&b=%C3%BC&a=2 3 ['a1', 'bü', 'a2']
for make in (URL, Event):
    print(make("a:b").toString()[:3])                             #> a:b
#> [ob
print(URL(*["/x", "https://q"]).href, list(map(lambda make: make("c:d").protocol, [URL])))  #> https://q/x ['c:']
p.sort()
print(p.toString(), p.has("a", "2"))                              #> a=1&a=2&b=%C3%BC True
`)],
  ["krait.web: events and callbacks", ({ build }) => expecting(build, `
from krait.web import EventTarget, Event, CustomEvent, AbortController, setTimeout, clearTimeout, queueMicrotask
target = EventTarget()
def clicked(event):
    print("event", event.type, event.bubbles, event is last, event.target is target)
target.addEventListener("click", clicked)
last = Event("click", bubbles=True)
target.dispatchEvent(last)                                        #> event click True True True
target.removeEventListener("click", clicked)
print(target.dispatchEvent(last))                                 #> True
target.addEventListener("again", lambda e: print("again", e.detail), {"once": True})
target.dispatchEvent(CustomEvent("again", {"detail": 7}))         #> again 7
target.dispatchEvent(CustomEvent("again"))
class Counter:
    def __init__(self):
        self.count = 0
    def hit(self, event):
        self.count += 1
counter = Counter()
target.addEventListener("hit", counter.hit)
for i in range(5):
    target.dispatchEvent(Event("hit"))
print(counter.count)                                              #> 5
for word in ["a", "b"]:
    target.addEventListener("word", lambda e, word=word: print(word * 2))
target.dispatchEvent(Event("word"))                               #> aa
#> bb
control = AbortController()
control.signal.addEventListener("abort", lambda e: print("aborted", control.signal.aborted))
control.abort("why")                                              #> aborted True
print(control.signal.reason)                                      #> why
ticks = 0
def tick():
    global ticks
    ticks += 1
    if ticks < 3:
        setTimeout(tick, 1)
    else:
        print("ticks", ticks)
setTimeout(tick, 1)
clearTimeout(setTimeout(lambda: print("never"), 1))
queueMicrotask(lambda: print("micro"))
print("end")                                                      #> end
#> micro
#> ticks 3
`)],
  ["krait.web: what comes back as anything", ({ build }) => expecting(build, `
import krait.web as web
from krait.web import structuredClone, performance, window
copy = structuredClone({"a": [1, 2.5, None, "x"], "b": True})
print(copy.a[1], copy.a.length, copy.b, copy["a"][3])             #> 2.5 4 True x
print(performance.now() > 0.0, window.structuredClone(5), web.structuredClone([1])[0])  #> True 5 1
web.performance.mark("here")
for entry in performance.getEntriesByName("here"):
    print(entry.name)                                             #> here
print(window.isSecureContext if hasattr(window, "isSecureContext") else "no page")      #> no page
def parsed(value):
    print(value.status, value.ok)
    return value.text()
web.Response("body").text().then(lambda text: print(text + "!"))
web.Response("x", {"status": 404}).clone().text().then(lambda t: print(len(t)))
#> body!
#> 1
`)],
  ["krait.web: a callback called with something else raises", ({ build }) => expecting(build, `
from krait.web import EventTarget
from krait import js
target = EventTarget()
def handler(event):
    print("typed", event.type)
def frame(moment):
    print(moment + 0.5)
target.addEventListener("x", handler)
call = js.Function.new("f", "value", "f(value)")
call(handler, js.Event.new("dynamic"))                            #> typed dynamic
try:
    call(handler, 5)
except Exception as error:
    print(type(error).__name__, error)                            #> AttributeError 'int' object has no attribute 'type'
`)],
  ["krait.web: errors that the compiler tells", ({ build }) => {
    const says = (text, message, target) => assert.match(check(build, text, ...(target ? ["run", "--target", target] : ["check"])).stderr, message);
    says("from krait.web import document\nprint(document.foo)", /line 2\n[^]*AttributeError: Document has no member 'foo'\n/);
    says("from krait.web import document\ndocument.querySelektor('a')", /Did you mean: 'querySelector'\?/);
    says("from krait.web import document\ndocument.createElement()", /createElement takes at least 1 argument \(0 given\)/);
    says("from krait.web import Node\nNode()", /TypeError: Node has no constructor/);
    says("from krait.web import document\ndocument.nodeType = 1", /member 'nodeType' of Document is read-only/);
    says("from krait.web import Documnt", /cannot import name 'Documnt' from 'krait.web'. Did you mean: 'Document'\?/);
    says("from krait.web import *", /name what you use/);
    says("import krait.web as web\nx = web", /krait.web as a value/);
    says("\nfrom krait.web import document", /line 2\n[^]*krait.web needs a page/, "native");
    says("\nfrom krait.web import document", /line 2\n[^]*krait.web needs a page/, "interp");
    assert.equal(check(build, "from krait.web import document\ndocument.querySelector('#a').value\n", "check").status, 0);
    assert.equal(check(build, "try:\n    import krait.web\nexcept ImportError:\n    print('none')\n", "run", "--target", "interp").stdout, "none\n");
  }],
];

const dom = `
from krait.web import document, console, HTMLInputElement, HTMLElement, Element, Text
import krait.web as web

def row(i):
    tr = document.createElement("tr")
    for text in (str(i), "name " + str(i)):
        td = document.createElement("td")
        td.textContent = text
        tr.append(td)
    return tr

table = document.querySelector("table")
for i in range(3):
    table.append(row(i))
print(len(table.rows), table.rows[1].cells[1].textContent, [td.textContent for td in document.querySelectorAll("td")])
box = document.querySelector("#box")
assert isinstance(box, HTMLInputElement)
box.value += "!"
box.disabled = True
box.classList.add("a", "b")
print(box.value, box.className, box.disabled, box.maxLength, box.selectionStart, box.parentNode is document.body)
print(box.getAttribute("none"), box.dataset.kind, "kind" in box.dataset, box.style.color or "no color", bool(box))
box.style.color = "red"
box.dataset.more = "x"
print(box.getAttribute("style"), box.getAttribute("data-more"), repr(box), isinstance(box, Text), isinstance(box, Element))
node = document.querySelector("#none")
print(node, node is None, bool(node))
try:
    print(node.textContent)
except AttributeError as error:
    print(error)
parts = document.createDocumentFragment()
parts.append("a", document.createElement("b"), "c")
print([(n.nodeName, n.nodeType == n.TEXT_NODE) for n in parts.childNodes])
print(document.querySelectorAll("none").length, bool(document.querySelectorAll("none")))
web.localStorage.setItem("k", "v")
print(web.localStorage["k"], web.localStorage.length, web.localStorage.getItem("nothing"))
del web.localStorage["k"]
print(web.localStorage.length, document.defaultView.innerWidth == web.innerWidth)
rect = box.getBoundingClientRect()
print(type(rect.width).__name__, rect.width > 0)
`;

export const webidlPageTests = [
  ["krait.web: the document", async (context) => {
    const body = `<table></table><input id="box" data-kind="k" value="given">`;
    const { text, errors } = await visit(context, body + LOADER + python(dom, `data-output="#out"`) + `<pre id="out"></pre>`);
    assert.deepEqual(errors, []);
    assert.equal(text, `3 name 1 ['0', 'name 0', '1', 'name 1', '2', 'name 2']
given! a b True -1 6 True
None k True no color True
color: red; x <HTMLInputElement> False True
None True False
'NoneType' object has no attribute 'textContent'
[('#text', True), ('B', False), ('#text', True)]
0 False
v 1 None
0 True
float True
`);
  }],
  ["krait.web: events, frames, canvas, fetch", async (context) => {
    const program = `
from krait.web import document, window, fetch, requestAnimationFrame
canvas = document.createElement("canvas")
canvas.width = 8
ctx = canvas.getContext("2d")
ctx.fillStyle = "#ff0000"
ctx.fillRect(0, 0, 4, 4)
ctx.fillStyle = "rgb(0, 0, %d)" % 255
ctx.fillRect(4, 0, 4, 4)
print(list(ctx.getImageData(0, 0, 1, 1).data), list(ctx.getImageData(5, 1, 1, 1).data), ctx.measureText("").width)
button = document.querySelector("button")
def clicked(event):
    print("clicked", event.type, event.button, event.target is button, event.currentTarget is button)
button.addEventListener("click", clicked)
button.click()
button.onclick = lambda event: print("onclick", event.isTrusted)
button.click()
frames = 0
def frame(moment):
    global frames
    frames += 1
    if frames < 3:
        requestAnimationFrame(frame)
    else:
        print("frames", type(moment).__name__)
        fetch("data.json").then(lambda response: response.json()).then(loaded)
def loaded(data):
    print("loaded", data.name, list(data.items))
    document.title = "done"
window.requestAnimationFrame(frame)
`;
    const { text, errors } = await visit(context, `<button>b</button>` + LOADER + python(program, `data-output="#out"`) + `<pre id="out"></pre>`,
      { "data.json": `{"name": "n", "items": [1, 2]}` }, undefined, (tab) => tab.waitForFunction(() => document.title === "done"));
    assert.deepEqual(errors, []);
    assert.equal(text, `[255, 0, 0, 255] [0, 0, 255, 255] 0.0
clicked click 0 True True
clicked click 0 True True
onclick False
frames float
loaded n [1, 2]
`);
  }],
  ["krait.web: promises are awaited, async callbacks are tasks", async (context) => {
    const program = `
import asyncio
from krait import js, JSError
from krait.web import document, fetch

async def load(name):
    response = await fetch(name)
    return (await response.json()).name

async def ticks(log):
    while len(log) < 3:
        log.append("tick")
        await asyncio.sleep(0.01)

async def clicked(event):
    await asyncio.sleep(0.01)
    print("clicked", event.type)
    done.set_result(await load("b.json"))

async def main():
    global done
    log = []
    print(await asyncio.gather(load("a.json"), load("b.json"), ticks(log)), log)
    print(await js.Promise.resolve(5), await js.Promise.all([js.Promise.resolve(1), 2]))
    for bad in js.Promise.reject(js.TypeError.new("no")), js.Promise.reject("bare"):
        try:
            await bad
        except JSError as error:
            print(repr(error))
    try:
        await asyncio.wait_for(js.Promise.new(lambda resolve, reject: None), 0.02)
    except TimeoutError:
        print("timeout")
    try:
        await document
    except TypeError as error:
        print("TypeError")
    done = asyncio.get_running_loop().create_future()
    button = document.querySelector("button")
    button.addEventListener("click", clicked)
    button.click()
    print("waits")
    print(await done)
    return "end"

print(asyncio.run(main()))
document.title = "done"
`;
    const { text, errors } = await visit(context, `<button>b</button>` + LOADER + python(program, `data-output="#out"`) + `<pre id="out"></pre>`,
      { "a.json": `{"name": "A"}`, "b.json": `{"name": "B"}` }, undefined, (tab) => tab.waitForFunction(() => document.title === "done"));
    assert.deepEqual(errors, []);
    assert.equal(text, `['A', 'B', None] ['tick', 'tick', 'tick']
5 <Array [1,2]>
JSError('TypeError: no')
JSError('bare')
timeout
TypeError
waits
clicked click
B
end
`);
  }],
  ["krait.web: pages that do not import it do not load the table", async (context) => {
    const requests = [];
    const note = (tab) => void tab.on("request", (request) => requests.push(request.url()));
    await visit(context, LOADER + python("print(1)"), {}, note);
    assert.ok(!requests.some((url) => url.endsWith("krait-web.idl")), requests.join(" "));
    await visit(context, LOADER + python("from krait.web import console\nconsole.log('x')"), {}, note);
    assert.equal(requests.filter((url) => url.endsWith("krait-web.idl")).length, 1);
  }],
  ["krait build --target web of a program with krait.web", async ({ browser, pages, base, build }) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "krait-webidl-"));
    try {
      writeFileSync(path.join(folder, "p.py"), "from krait.web import document\ndocument.title = 'built'\ndocument.body.append('x' * 3)\n");
      execFileSync(path.join(build, "krait"), ["build", path.join(folder, "p.py"), "--target", "web", "-o", path.join(folder, "out")]);
      const names = readdirSync(path.join(folder, "out")).sort();
      assert.deepEqual(names, ["index.html", "krait-js.js", "krait.js", "program.wasm"]);
      for (const name of names) pages.set(`/built-web/${name}`, readFileSync(path.join(folder, "out", name)));
      const tab = await browser.newPage();
      await tab.goto(`${base}/built-web/index.html`);
      await tab.waitForFunction(() => document.title === "built" && document.body.textContent.includes("xxx"));
      await tab.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }],
];

// An example in the playground: it runs in a frame of its own and lives on; Stop ends it.
async function example({ browser, base, screenshots }, name, act) {
  const tab = await browser.newPage();
  const problems = [];
  tab.on("pageerror", (error) => problems.push(error.message));
  await tab.setViewportSize({ width: 1200, height: 760 });
  await tab.goto(`${base}/playground/`);
  await tab.waitForSelector("#run:enabled", { timeout: 10_000 });
  await tab.selectOption("#examples", name);
  await tab.waitForFunction((first) => document.querySelector("#editor .cm-content").innerText.includes(first), "krait.web");
  await tab.click("#run");
  await tab.waitForFunction(() => document.querySelector("#status").textContent.includes("page of its own") &&
    !document.querySelector("#run").disabled, null, { timeout: 15_000 });
  await act(tab, tab.frames()[1]);
  await tab.screenshot({ path: path.join(screenshots, `playground-${name.replace(".py", "")}.png`) });
  await tab.click("#stop");
  assert.equal(await tab.$("#stage iframe"), null);
  await tab.close();
  assert.deepEqual(problems, []);
}

webidlPageTests.push(
  ["krait.web: the canvas example in the playground", (context) => example(context, "bouncing_balls.py", async (tab, frame) => {
    await frame.click("canvas", { position: { x: 100, y: 100 } });
    await tab.waitForFunction(() => document.querySelector("#output").textContent.includes("17 balls"));
    const painted = () => frame.evaluate(() => {
      const canvas = document.querySelector("canvas");
      return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte !== 0);
    });
    assert.ok(await painted());
  })],
  ["krait.web: the to-do list in the playground", (context) => example(context, "todo_list.py", async (tab, frame) => {
    assert.equal(await frame.innerText("p"), "1 of 2 to do");
    await frame.fill("input[placeholder]", "  Test it ");
    await frame.press("input[placeholder]", "Enter");
    assert.equal(await frame.innerText("p"), "2 of 3 to do");
    await frame.click("li:nth-child(3) input");
    assert.equal(await frame.innerText("p"), "1 of 3 to do");
    await frame.click("li:nth-child(1) button");
    assert.equal(await frame.innerText("p"), "1 of 2 to do");
    assert.deepEqual(await frame.evaluate(() => JSON.parse(localStorage.getItem("krait-todo"))), [["Run it in the page", false], ["Test it", true]]);
    await frame.evaluate(() => localStorage.removeItem("krait-todo"));
  })],
);
