// The playground in Chromium: what a person does and sees. Each test opens it afresh.
import assert from "node:assert/strict";
import path from "node:path";

const DESKTOP = { width: 1200, height: 760 };
const PHONE = { width: 375, height: 700 };
const PATIENCE = { timeout: 10_000 };

async function open({ browser, base }, size = DESKTOP) {
  const tab = await browser.newPage();
  tab.problems = [];
  tab.on("pageerror", (error) => tab.problems.push(error.message));
  await tab.setViewportSize(size);
  await tab.goto(`${base}/playground/`);
  await tab.evaluate(() => localStorage.clear());
  await tab.waitForSelector("#run:enabled", PATIENCE);
  return tab;
}

async function type(tab, program) {
  await tab.click("#editor .cm-content");
  await tab.keyboard.press("Control+A");
  // Typed text would be indented by the editor; pasted text is taken as it is.
  await tab.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.querySelector("#editor .cm-content").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  }, program);
}

async function runToEnd(tab, program) {
  if (program !== undefined) await type(tab, program);
  await tab.click("#run");
  await tab.waitForSelector("#stop:disabled", PATIENCE);
  return { output: await tab.innerText("#output"), status: await tab.innerText("#status") };
}

async function closeGood(tab) {
  const problems = tab.problems;
  await tab.close();
  assert.deepEqual(problems, []);
}

export const playgroundTests = [
  ["playground: a program runs; size and time are told", async (context) => {
    const tab = await open(context);
    const { output, status } = await runToEnd(tab, "for i in range(3):\n    print('line', i)\n");
    assert.equal(output, "line 0\nline 1\nline 2\n");
    assert.match(status, /^[\d.]+ k?B of wasm, compiled in [\d.]+ m?s; ran [\d.]+ m?s$/);
    await closeGood(tab);
  }],
  ["playground: errors are told", async (context) => {
    const tab = await open(context);
    const wrong = await runToEnd(tab, "def f():\n    return [][1]\nf()\n");
    assert.match(wrong.output, /Traceback[^]*line 3, in <module>\n    f\(\)[^]*IndexError: list index out of range/);
    assert.match(wrong.status, /exit code 1$/);
    const refused = await runToEnd(tab, "exec('x = 1')\n");
    assert.match(refused.output, /line 1/);
    assert.equal(refused.status, "not compiled");
    await closeGood(tab);
  }],
  ["playground: Stop ends an endless loop", async (context) => {
    const tab = await open(context);
    await type(tab, "n = 0\nprint('going')\nwhile True:\n    n += 1\n");
    await tab.click("#run");
    await tab.waitForFunction(() => document.getElementById("output").textContent.includes("going"), null, PATIENCE);
    await tab.click("#stop");
    await tab.waitForSelector("#run:enabled", PATIENCE);
    assert.match(await tab.innerText("#status"), /stopped$/);
    assert.equal((await runToEnd(tab, "print('again')\n")).output, "again\n");
    await closeGood(tab);
  }],
  ["playground: endless output can be stopped too", async (context) => {
    const tab = await open(context);
    await type(tab, "while True:\n    print('on and on and on')\n");
    await tab.click("#run");
    await tab.waitForFunction(() => document.getElementById("output").textContent.length > 200_000, null, PATIENCE);
    await tab.click("#stop");
    await tab.waitForSelector("#run:enabled", PATIENCE);
    assert.ok((await tab.evaluate(() => document.getElementById("output").textContent.length)) < 600_000);
    await closeGood(tab);
  }],
  ["playground: input waits for a typed line", async (context) => {
    const tab = await open(context);
    await type(tab, "name = input('Who? ')\nprint('Hello,', name)\ntry:\n    input()\nexcept EOFError:\n    print('no more')\n");
    await tab.click("#run");
    await tab.waitForSelector("#line:visible", PATIENCE);
    assert.equal(await tab.innerText("#output"), "Who? ");
    await tab.fill("#line", "Zoë");
    await tab.keyboard.press("Enter");
    await tab.waitForFunction(() => document.getElementById("output").textContent.includes("Hello"), null, PATIENCE);
    await tab.waitForSelector("#line:visible", PATIENCE);
    await tab.screenshot({ path: path.join(context.screenshots, "input.png") });
    await tab.click("#eof");
    await tab.waitForSelector("#stop:disabled", PATIENCE);
    assert.equal(await tab.innerText("#output"), "Who? Zoë\nHello, Zoë\n\nno more\n");
    await closeGood(tab);
  }],
  ["playground: output comes while the program sleeps", async (context) => {
    const tab = await open(context);
    await type(tab, "import time\nprint('first')\ntime.sleep(0.5)\nprint('second')\n");
    await tab.click("#run");
    await tab.waitForFunction(() => document.getElementById("output").textContent === "first\n", null, PATIENCE);
    await tab.waitForFunction(() => document.getElementById("output").textContent === "first\nsecond\n", null, PATIENCE);
    await closeGood(tab);
  }],
  ["playground: a printed picture is drawn", async (context) => {
    const tab = await open(context);
    const { output } = await runToEnd(tab, "print('before')\nprint('P3')\nprint('2 1')\nprint(255)\nprint('255 0 0 0 0 255')\nprint('after')\n");
    assert.equal(output, "before\nafter\n");
    const pixels = await tab.evaluate(() => {
      const canvas = document.getElementById("canvas");
      return [canvas.hidden, canvas.width, canvas.height, ...canvas.getContext("2d").getImageData(0, 0, 2, 1).data];
    });
    assert.deepEqual(pixels, [false, 2, 1, 255, 0, 0, 255, 0, 0, 255, 255]);
    await closeGood(tab);
  }],
  ["playground: every example runs", async (context) => {
    const tab = await open(context);
    const names = await tab.$$eval("#examples option", (options) => options.map((option) => option.value));
    assert.ok(names.length > 0);
    for (const name of names) {
      await tab.selectOption("#examples", name);
      await tab.waitForFunction((wanted) => document.getElementById("examples").value === wanted, name);
      await tab.click("#run");
      // Programs that use the page have tests of their own (webidl_tests.mjs).
      if (await tab.$("#stage iframe")) {
        await tab.waitForSelector("#run:enabled", PATIENCE);
        await tab.click("#stop");
        continue;
      }
      const asks = await Promise.race([
        tab.waitForSelector("#stop:disabled", { timeout: 15_000 }).then(() => false),
        tab.waitForSelector("#line:visible", { timeout: 15_000 }).then(() => true).catch(() => false),
      ]);
      if (asks) {
        await tab.click("#stop");
        await tab.waitForSelector("#stop:disabled", PATIENCE);
        continue;
      }
      assert.match(await tab.innerText("#status"), /; ran [\d.]+ m?s$/, `${name}: ${await tab.innerText("#output")}`);
    }
    await tab.selectOption("#examples", "mandelbrot_picture.py");
    await tab.waitForFunction(() => document.querySelector("#editor").textContent.includes("WIDTH, HEIGHT"), null, PATIENCE);
    await runToEnd(tab);
    await tab.screenshot({ path: path.join(context.screenshots, "playground.png") });
    await closeGood(tab);
  }],
  ["playground: it fits a phone", async (context) => {
    const tab = await open(context, PHONE);
    await tab.selectOption("#examples", "mandelbrot_picture.py");
    await tab.waitForFunction(() => document.querySelector("#editor").textContent.includes("WIDTH, HEIGHT"), null, PATIENCE);
    await runToEnd(tab);
    await tab.screenshot({ path: path.join(context.screenshots, "phone.png") });
    const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0);
    for (const id of ["run", "stop", "examples"]) {
      const box = await (await tab.$(`#${id}`)).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width && box.height >= 30, `${id}: ${JSON.stringify(box)}`);
    }
    await closeGood(tab);
  }],
];
