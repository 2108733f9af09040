// Views written against src/runtime/ui's C interface, in headless Chromium, with real clicks and keys.
import assert from "node:assert/strict";
import path from "node:path";

let count = 0;

async function open({ browser, pages, base }, name, before = () => {}) {
  const file = `/ui${count++}.html`;
  pages.set(file, `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><style>
@keyframes shift { from { opacity: 0 } } .slow .enter, .slow .leave { animation: shift 0.2s }</style><div id="main"></div><script type="module" src="/test/ui/app.js"></script>`);
  const tab = await browser.newPage();
  const errors = [];
  tab.on("pageerror", (error) => errors.push(error.message));
  await tab.addInitScript(before);
  await tab.goto(`${base}${file}?${name}`);
  await tab.waitForFunction(() => window.app);
  return {
    tab,
    async close() {
      await tab.close();
      assert.deepEqual(errors, []);
    },
  };
}

const ids = (tab) => tab.$$eval("tbody tr", (rows) => rows.map((row) => row.cells[0].textContent));

async function rowsTest(context) {
  const { tab, close } = await open(context, "rows");
  await tab.click("#run");
  assert.equal((await ids(tab)).length, 1000);
  assert.equal(await tab.$eval("tbody tr", (row) => row.outerHTML.replace(/>[a-z ]+<\/a>/, ">L</a>")),
    '<tr><td class="col-md-1">1</td><td class="col-md-4"><a>L</a></td><td class="col-md-1"><a><span class="glyphicon glyphicon-remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td></tr>');
  await tab.evaluate(() => {
    window.first = document.querySelectorAll("tbody tr")[1];
    window.records = [];
    new MutationObserver((list) => window.records.push(...list)).observe(document.querySelector("tbody"), { childList: true, subtree: true, characterData: true });
  });
  await tab.click("#swaprows");
  assert.deepEqual((await ids(tab)).filter((_, i) => [0, 1, 997, 998, 999].includes(i)), ["1", "999", "998", "2", "1000"]);
  // A swap moves two nodes, each leaving and coming, and makes none.
  assert.deepEqual(await tab.evaluate(() => [window.records.length, document.querySelectorAll("tbody tr")[998] === window.first]), [4, true]);
  await tab.evaluate(() => { window.records = []; });
  await tab.click("#update");
  assert.equal(await tab.evaluate(() => window.records.length), 100);
  assert.match(await tab.$eval("tbody tr:nth-child(11) a", (a) => a.textContent), / !!!$/);
  await tab.click("tbody tr:nth-child(3) .col-md-4 a");
  await tab.click("tbody tr:nth-child(5) .col-md-4 a");
  assert.deepEqual(await tab.$$eval(".danger", (rows) => rows.map((row) => row.cells[0].textContent)), ["5"]);
  await tab.$eval("tbody tr:nth-child(4) .glyphicon", (span) => span.click()); // it has no size
  assert.deepEqual((await ids(tab)).slice(2, 5), ["3", "5", "6"]);
  await tab.click("#add");
  assert.deepEqual((await ids(tab)).slice(998, 1001), ["1000", "1001", "1002"]);
  await tab.click("#run");
  assert.deepEqual((await ids(tab)).slice(0, 2), ["2001", "2002"]);
  assert.equal(await tab.$$eval(".danger", (rows) => rows.length), 0);
  await tab.click("#runlots");
  assert.equal((await ids(tab)).length, 10000);
  await tab.click("#clear");
  assert.equal((await ids(tab)).length, 0);
  await close();
}

// Memory of the module after the first round stays as it is.
async function memoryTest(context) {
  const { tab, close } = await open(context, "rows");
  const cycle = () => tab.evaluate(async () => {
    for (const id of ["run", "update", "swaprows", "add", "clear"]) {
      document.getElementById(id).click();
      await null;
      await null;
    }
    return window.app.exports.memory.buffer.byteLength;
  });
  await cycle();
  const before = await cycle();
  for (let i = 0; i < 50; i++) assert.equal(await cycle(), before);
  await close();
}

async function fieldTest(context) {
  const { tab, close } = await open(context, "form");
  const field = await tab.$(".field");
  await field.click();
  await tab.keyboard.type("abcd");
  assert.equal(await field.inputValue(), "ABCD");
  assert.equal(await tab.$eval("p", (p) => p.textContent), "ABCD");
  // Typed into the middle: the caret stays there.
  await tab.keyboard.press("ArrowLeft");
  await tab.keyboard.press("ArrowLeft");
  await tab.keyboard.type("xy");
  assert.equal(await field.inputValue(), "ABXYCD");
  assert.equal(await field.evaluate((input) => input.selectionStart), 4);
  assert.deepEqual(await field.evaluate((input) => [input.getAttribute("data-bytes"), input.style.color, input.tabIndex]), ["ABXYCD", "red", 7]);
  await field.fill("ü€😀");
  assert.equal(await tab.$eval("p", (p) => p.textContent), "ü€😀");
  await field.fill("");
  assert.deepEqual(await field.evaluate((input) => [input.hasAttribute("data-bytes"), input.style.color]), [false, "blue"]);
  await close();
}

// What an input method is composing is left alone until it is done.
async function compositionTest(context) {
  const { tab, close } = await open(context, "form");
  await tab.click(".field");
  const client = await tab.context().newCDPSession(tab);
  await client.send("Input.imeSetComposition", { text: "ni", selectionStart: 2, selectionEnd: 2 });
  assert.equal(await tab.inputValue(".field"), "ni");
  assert.equal(await tab.$eval("p", (p) => p.textContent), "NI");
  await client.send("Input.insertText", { text: "nihao" });
  await tab.waitForFunction(() => document.querySelector(".field").value === "NIHAO");
  await close();
}

async function branchTest(context) {
  const { tab, close } = await open(context, "form");
  await tab.check("input[type=checkbox]");
  await tab.click("form > div > button");
  await tab.click("form > div > button");
  assert.equal(await tab.$eval("b", (b) => b.textContent), "2");
  assert.equal(await tab.evaluate(() => window.app.exports.mounts()), 100);
  await tab.uncheck("input[type=checkbox]");
  assert.equal(await tab.$("b"), null);
  await tab.check("input[type=checkbox]"); // a new instance: its state is new
  assert.equal(await tab.$eval("b", (b) => b.textContent), "0");
  assert.equal(await tab.evaluate(() => window.app.exports.mounts()), 201);
  await close();
}

// What leaves stays while it is animated, but is nobody's: its state is gone, and so are its events.
async function transitionTest(context) {
  const { tab, close } = await open(context, "form");
  await tab.evaluate(() => document.body.classList.add("slow"));
  await tab.check("input[type=checkbox]");
  assert.equal(await tab.$eval("form > div", (div) => div.className), "enter");
  await tab.waitForFunction(() => document.querySelector("form > div").className === "");
  const during = await tab.evaluate(async () => {
    document.querySelector("input[type=checkbox]").click();
    await null;
    await null;
    const div = document.querySelector("form > div");
    div.querySelector("button").click();
    return [div.className, div.inert, window.app.exports.mounts()];
  });
  assert.deepEqual(during, ["leave", true, 101]);
  await tab.waitForFunction(() => !document.querySelector("form > div"));
  await close();
}

// A field that is removed while it has the focus says so in the midst of the flush.
async function focusTest(context) {
  const { tab, close } = await open(context, "form");
  await tab.check("input[type=checkbox]");
  await tab.click("form > div > input");
  await tab.evaluate(async () => {
    document.querySelector("input[type=checkbox]").click(); // does not take the focus
    await null;
    await null;
  });
  assert.equal(await tab.$("form > div"), null);
  const after = await tab.evaluate(() => [document.activeElement.tagName, document.querySelector("form").dataset.left, document.querySelector("i").textContent]);
  assert.deepEqual(after, ["BODY", "yes", "7"]);
  await close();
}

async function persistTest(context) {
  const { tab, close } = await open(context, "form");
  await tab.click(".field");
  await tab.keyboard.type("kept");
  await tab.reload(); // at once: what waits to be stored is stored when the page goes
  await tab.waitForFunction(() => window.app);
  assert.equal(await tab.inputValue(".field"), "KEPT");
  await tab.waitForFunction(() => sessionStorage.getItem("form.text") === "KEPT", null, { timeout: 3000 });
  await close();
}

async function errorTest(context) {
  const { tab, close } = await open(context, "form");
  await tab.click(".fail");
  assert.equal(await tab.$eval("i", (i) => i.textContent), "42");
  assert.deepEqual(await tab.evaluate(() => window.app.reported), []);
  await tab.click(".focus");
  assert.ok(await tab.$eval(".field", (field) => field === document.activeElement));
  await tab.screenshot({ path: path.join(context.screenshots, "ui-form.png") });
  await close();
}

// 100 ms of work beside an animation: no frame does more than its share, and what is critical comes first.
async function framesTest(context) {
  const { tab, close } = await open(context, "work");
  const outcome = await tab.evaluate(async () => {
    const { exports } = window.app;
    exports.post(100, 3);
    exports.post(3, 2);
    exports.post(2, 0);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const early = [exports.done(0), exports.done(2) > 0, exports.done(3) < 100];
    while (exports.done(3) < 100) await new Promise(requestAnimationFrame);
    return { early, most: exports.most(), frames: exports.frames() };
  });
  assert.deepEqual(outcome.early, [2, true, true]);
  assert.ok(outcome.most <= 9, `${outcome.most} tasks of 1 ms in a frame`);
  assert.ok(outcome.frames >= 12, `${outcome.frames} frames`);
  await close();
}

async function hiddenTest(context) {
  const { tab, close } = await open(context, "work", () => {
    Object.defineProperty(document, "hidden", { get: () => true });
    window.requestAnimationFrame = () => 0;
  });
  await tab.evaluate(() => window.app.exports.post(50, 2));
  await tab.waitForFunction(() => window.app.exports.done(2) === 50, null, { polling: 50 });
  await close();
}

export const uiPageTests = [
  ["ui: work is sliced between frames", framesTest],
  ["ui: a hidden page goes on working", hiddenTest],
  ["ui: the rows application", rowsTest],
  ["ui: create and clear leave memory as it was", memoryTest],
  ["ui: a field keeps its caret", fieldTest],
  ["ui: a field leaves composition alone", compositionTest],
  ["ui: a branch has its own state", branchTest],
  ["ui: what enters and leaves is animated", transitionTest],
  ["ui: a field is removed while it has the focus", focusTest],
  ["ui: a persistent atom survives the page", persistTest],
  ["ui: errors of handlers reach the boundary; focus", errorTest],
];
