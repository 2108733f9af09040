// JXL programs (examples/ui, tests/jxl/programs) built for the web, in headless Chromium, with real clicks and keys.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

function programPath(name) {
  const example = path.join(ROOT, "examples/ui", name, "app.jxl");
  return existsSync(example) ? example : path.join(ROOT, "tests/jxl/programs", `${name}.jxl`);
}

// The program's page, and its end.
async function open({ build, browser, pages, base, screenshots }, name, at = "") {
  const folder = mkdtempSync(path.join(os.tmpdir(), "krait-jxl-"));
  const source = path.join(folder, `${name}.jxl`);
  // Persistent atoms are refused by name until they are built.
  writeFileSync(source, readFileSync(programPath(name), "utf8").replace(/^@Persist.*\n/gm, ""));
  execFileSync(path.join(build, "krait"), ["build", "--target", "web", "-o", folder, source], { stdio: "inherit" });
  for (const file of ["index.html", "program.wasm", "krait-app.js"]) pages.set(`/jxl-${name}/${file}`, readFileSync(path.join(folder, file)));
  rmSync(folder, { recursive: true });
  const tab = await browser.newPage();
  const errors = [];
  tab.on("pageerror", (error) => errors.push(error.message));
  tab.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await tab.goto(`${base}/jxl-${name}/index.html${at}`);
  await tab.waitForFunction(() => document.querySelector("#app").children.length > 1);
  return {
    tab,
    text: (selector) => tab.textContent(selector),
    async close() {
      await tab.screenshot({ path: path.join(screenshots, `jxl-${name}.png`) });
      await tab.close();
      assert.deepEqual(errors, []);
    },
  };
}

async function counterTest(context) {
  const { tab, text, close } = await open(context, "counter");
  const label = "[data-testid=label]";
  assert.equal(await text(label), "0 clicks");
  assert.equal(await tab.isDisabled("text=-"), true);
  await tab.click("text=+");
  assert.equal(await text(label), "1 click");
  await tab.click("text=+");
  await tab.click("text=+");
  await tab.click("text=-");
  assert.equal(await text(label), "2 clicks");
  assert.equal(await tab.isDisabled("text=-"), false);
  await tab.click("text=Reset");
  assert.equal(await text(label), "0 clicks");
  await close();
}

async function todoTest(context) {
  const { tab, text, close } = await open(context, "todo");
  const titles = () => tab.$$eval("li .kh > .kt", (spans) => spans.map((span) => span.textContent));
  assert.equal(await tab.isDisabled("text=Add"), true);
  await tab.fill("input", "milk");
  await tab.click("text=Add");
  assert.equal(await tab.inputValue("input"), "");
  await tab.fill("input", " bread ");
  await tab.press("input", "Enter");
  assert.deepEqual(await titles(), ["milk", "bread"]);
  await tab.evaluate(() => { window.second = document.querySelectorAll("li")[1]; });
  await tab.click("li:nth-child(1) input");
  assert.equal(await tab.$eval("li .kh > .kt", (span) => getComputedStyle(span).textDecorationLine), "line-through");
  await tab.click("text=Active");
  assert.deepEqual(await titles(), ["bread"]);
  assert.equal(await tab.$eval("li", (item) => item === window.second), true); // its nodes stay
  await tab.click("text=Completed");
  assert.deepEqual(await titles(), ["milk"]);
  await tab.click("text=Delete");
  assert.deepEqual(await titles(), []);
  await tab.click("text=All");
  assert.deepEqual(await titles(), ["bread"]);
  assert.equal(await tab.locator("text=1 item left").count(), 1);
  await close();
}

async function rowsTest(context) {
  const { tab, close } = await open(context, "rows");
  const ids = () => tab.$$eval("tbody tr", (rows) => rows.map((row) => row.cells[0].textContent));
  await tab.click("#run");
  assert.equal((await ids()).length, 1000);
  assert.equal(await tab.$eval("tbody tr", (row) => row.outerHTML.replace(/>[a-z ]+<\/a>/, ">L</a>")),
    '<tr><td class="col-md-1">1</td><td class="col-md-4"><a>L</a></td><td class="col-md-1"><a><span class="glyphicon glyphicon-remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td></tr>');
  await tab.evaluate(() => {
    window.records = [];
    new MutationObserver((list) => window.records.push(...list)).observe(document.querySelector("tbody"), { childList: true, subtree: true, characterData: true });
  });
  await tab.click("#swaprows");
  assert.deepEqual((await ids()).filter((_, i) => [0, 1, 997, 998, 999].includes(i)), ["1", "999", "998", "2", "1000"]);
  assert.equal(await tab.evaluate(() => window.records.length), 4); // two nodes, each leaving and coming
  await tab.evaluate(() => { window.records = []; });
  await tab.click("#update");
  assert.equal(await tab.evaluate(() => window.records.length), 100);
  assert.match(await tab.$eval("tbody tr:nth-child(11) a", (a) => a.textContent), / !!!$/);
  await tab.click("tbody tr:nth-child(3) .col-md-4 a");
  await tab.click("tbody tr:nth-child(5) .col-md-4 a");
  assert.deepEqual(await tab.$$eval(".danger", (rows) => rows.map((row) => row.cells[0].textContent)), ["5"]);
  await tab.$eval("tbody tr:nth-child(4) .glyphicon", (span) => span.click()); // it has no size
  assert.deepEqual((await ids()).slice(2, 5), ["3", "5", "6"]);
  await tab.click("#add");
  assert.deepEqual((await ids()).slice(998, 1001), ["1000", "1001", "1002"]);
  await tab.click("#clear");
  assert.equal((await ids()).length, 0);
  await close();
}

async function slotsTest(context) {
  const { tab, text, close } = await open(context, "slots");
  const rows = () => tab.$$eval(".row", (spans) => spans.map((span) => span.textContent));
  assert.deepEqual(await rows(), ["row 0 of 2", "row 1 of 2"]);
  await tab.click("text=More");
  assert.equal(await tab.locator("text=Rows 3").count(), 1);
  assert.deepEqual(await rows(), ["row 0 of 3", "row 1 of 3", "row 2 of 3"]);
  await tab.fill("[data-testid=field]", "Zoë");
  assert.equal(await text("[data-testid=hello]"), "Hello Zoë");
  await tab.click("text=On");
  assert.equal(await text("#on"), "it is on");
  await tab.click("text=Add to r1");
  await tab.click("text=Add to r1");
  assert.equal(await tab.locator("text=n is 6").count(), 1);
  assert.equal(await text("[data-testid=big]"), "big 6");
  await tab.click("text=Less"); // the instance stays, with its state
  assert.equal(await tab.locator("text=n is 6").count(), 1);
  await tab.click("text=Reset r1");
  assert.equal(await tab.locator("text=nothing in r1").count(), 1);
  await tab.click("text=On");
  assert.equal(await tab.locator("#on").count(), 0);
  await close();
}

async function controlsTest(context) {
  const { tab, text, close } = await open(context, "controls");
  const shown = (id) => text(`[data-testid=${id}]`);
  assert.equal(await shown("out"), " 18.0 Free false");
  const columns = await tab.$eval("[data-testid=grid]", (grid) => getComputedStyle(grid).gridTemplateColumns);
  assert.equal(columns.split(" ").length, 2);
  assert.equal(await tab.$eval("[data-testid=notes]", (area) => area.rows), 4);
  await tab.fill("[data-testid=name]", "Ann");
  await tab.fill("[data-testid=age]", "31");
  await tab.selectOption("select", { label: "Pro" });
  await tab.click("text=Ok");
  assert.equal(await shown("out"), "Ann 31.0 Pro true");
  for (const name of ["Send", "Sending", "Done 7", "Again", "Send"]) await tab.click(`text=${name}`);
  await tab.waitForFunction(() => document.querySelector("[data-testid=ticks]").textContent === "ticking");
  assert.equal(await shown("inner"), "value 2");
  await tab.click("text=Break");
  assert.equal(await shown("broken"), "Something broke");
  assert.equal(await tab.locator("[data-testid=inner]").count(), 0);
  await tab.click("text=Retry");
  assert.equal(await shown("inner"), "value 2");
  await tab.click("text=Post");
  assert.equal(await shown("route"), "Post 5");
  await tab.click("text=Next");
  assert.equal(await shown("route"), "Post 6");
  await tab.click("text=Lost");
  assert.equal(await shown("route"), "Nothing at /lost");
  await tab.goBack();
  assert.equal(await shown("route"), "Post 6");
  await close();
}

async function canvasTest(context) {
  const { tab, close } = await open(context, "canvas");
  await tab.waitForFunction(() => /40 balls, [1-9]/.test(document.querySelector("#app").textContent));
  await tab.click("canvas", { position: { x: 300, y: 40 } });
  await tab.waitForFunction(() => document.querySelector("#app").textContent.includes("41 balls"));
  await tab.click("text=Pause");
  const colors = () => tab.$eval("canvas", (canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  assert.ok((await colors()) > 40);
  await tab.click("text=Clear");
  assert.equal(await colors(), 1);
  await close();
}

export const jxlPageTests = [
  ["jxl: the counter", counterTest],
  ["jxl: the todo list", todoTest],
  ["jxl: the table of rows", rowsTest],
  ["jxl: slots, props, instances in rows", slotsTest],
  ["jxl: fields, switches, errors, routes, timers", controlsTest],
  ["jxl: balls on a canvas", canvasTest],
];
