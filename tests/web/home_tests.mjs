// The page that ./dev run opens, and the programs it leads to.
import assert from "node:assert/strict";
import path from "node:path";

async function home({ browser, base, screenshots }) {
  const tab = await browser.newPage();
  try {
    await tab.goto(base);
    const names = await tab.$$eval("li > a", (links) => links.map((link) => link.textContent));
    assert.ok(names.length >= 12 && names.includes("counter") && names.includes("markdown"), names.join());
    await tab.screenshot({ path: path.join(screenshots, "home.png") });
    await tab.click("text=The playground");
    await tab.waitForSelector(".cm-content");
    await tab.goto(`${base}/examples/ui/counter/app.jxl`);
    assert.match(await tab.textContent("body"), /atom count: Int = 0/);
    assert.equal((await tab.goto(`${base}/ui/nothing/`)).status(), 404);
  } finally {
    await tab.close();
  }
}

async function counter({ browser, base, screenshots }) {
  const tab = await browser.newPage();
  try {
    await tab.goto(`${base}/ui/counter/`);
    const label = tab.getByTestId("label");
    await label.waitFor();
    assert.equal(await label.textContent(), "0 clicks");
    assert.ok(await tab.getByRole("button", { name: "-" }).isDisabled());
    await tab.getByRole("button", { name: "+" }).click();
    assert.equal(await label.textContent(), "1 click");
    await tab.getByRole("button", { name: "+" }).focus();
    await tab.keyboard.press("Enter");
    assert.equal(await label.textContent(), "2 clicks");
    await tab.screenshot({ path: path.join(screenshots, "example-counter.png") });
    await tab.getByRole("button", { name: "-" }).click();
    await tab.getByRole("button", { name: "Reset" }).click();
    assert.equal(await label.textContent(), "0 clicks");
  } finally {
    await tab.close();
  }
}

export const homePageTests = [["home: the page of ./dev run", home], ["home: counter", counter]];
