// JXL programs (tests/jxl/programs) built for the web, in headless Chromium, with real clicks and keys.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAMS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../jxl/programs");

// The program's page, and its end.
async function open({ build, browser, pages, base, screenshots }, name, at = "") {
  const folder = mkdtempSync(path.join(os.tmpdir(), "krait-jxl-"));
  execFileSync(path.join(build, "krait"), ["build", "--target", "web", "-o", folder, path.join(PROGRAMS, `${name}.jxl`)], { stdio: "inherit" });
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

export const jxlPageTests = [["jxl: the counter", counterTest]];
