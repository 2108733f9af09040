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

// What a program uses that is refused by name, so far.
export class Skipped extends Error {}

// A program's page; what goes wrong in it is a failure. `body` gets the tab and a function that takes its picture.
async function inProgram({ browser, base, screenshots }, name, body) {
  const tab = await browser.newPage();
  const problems = [];
  tab.on("pageerror", (error) => problems.push(error.message));
  tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  try {
    await tab.goto(`${base}/ui/${name}/`);
    const refused = await tab.locator("pre").filter({ hasText: "J0900" }).allTextContents();
    if (refused.length) throw new Skipped(refused[0].split("\n")[0]);
    await tab.evaluate(() => localStorage.clear());
    await tab.reload();
    await body(tab, (what = "") => tab.screenshot({ path: path.join(screenshots, `example-${name}${what}.png`) }));
    assert.deepEqual(problems, []);
  } finally {
    await tab.close();
  }
}

const button = (tab, name) => tab.getByRole("button", { name, exact: true });
const shown = async (locator, wanted) => {
  const end = Date.now() + 10_000;
  let found;
  while ((found = await locator.textContent()) !== wanted) {
    if (Date.now() > end) assert.equal(found, wanted);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const programs = {
  async counter(tab, picture) {
    const label = tab.getByTestId("label");
    await shown(label, "0 clicks");
    assert.ok(await button(tab, "-").isDisabled());
    await button(tab, "+").click();
    await shown(label, "1 click");
    await button(tab, "+").focus();
    await tab.keyboard.press("Enter");
    await shown(label, "2 clicks");
    await picture();
    await button(tab, "-").click();
    await button(tab, "Reset").click();
    await shown(label, "0 clicks");
  },
  async todo(tab, picture) {
    await tab.getByText("Nothing yet").waitFor();
    const field = tab.getByPlaceholder("What needs doing?");
    assert.ok(await button(tab, "Add").isDisabled());
    await field.fill("Buy milk");
    await field.press("Enter");
    await field.fill("  Feed the cat ");
    await button(tab, "Add").click();
    assert.deepEqual([await tab.locator("li").count(), await field.inputValue()], [2, ""]);
    await tab.getByText("2 items left").waitFor();
    await tab.locator("li input[type=checkbox]").first().click();
    await tab.getByText("1 item left").waitFor();
    await button(tab, "Active").click();
    assert.match(await tab.locator("li").innerText(), /Feed the cat/);
    await button(tab, "Completed").click();
    assert.match(await tab.locator("li").innerText(), /Buy milk/);
    await button(tab, "All").click();
    await picture();
    await button(tab, "Delete").nth(1).click();
    assert.equal(await tab.locator("li").count(), 1);
  },
  async todomvc(tab, picture) {
    const field = tab.locator(".new-todo"), items = tab.locator("li");
    for (const text of ["one", "two", "three", "  "]) {
      await field.fill(text);
      await field.press("Enter");
    }
    await shown(tab.locator(".todo-count"), "3 items left");
    await items.nth(1).locator("input").click();
    await shown(tab.locator(".todo-count"), "2 items left");
    await items.nth(2).waitFor();
    await items.nth(2).locator(".title").dblclick();
    await tab.locator(".edit").fill("drei");
    await tab.locator(".edit").press("Enter");
    await shown(items.nth(2).locator(".title"), "drei");
    await items.nth(0).locator(".title").dblclick();
    await tab.locator(".edit").fill("never");
    await tab.locator(".edit").press("Escape");
    await shown(items.nth(0).locator(".title"), "one");
    await picture();
    await tab.locator(".clear-completed").click();
    assert.equal(await items.count(), 2);
    await items.nth(0).locator(".destroy").click();
    await shown(tab.locator(".todo-count"), "1 item left");
  },
  async rows(tab, picture) {
    const rows = tab.locator("tbody tr");
    await tab.click("#run");
    assert.equal(await rows.count(), 1000);
    await tab.click("#update");
    assert.match(await rows.nth(10).locator("td").nth(1).innerText(), / !!!$/);
    assert.doesNotMatch(await rows.nth(11).locator("td").nth(1).innerText(), /!!!/);
    const id = (n) => rows.nth(n).locator("td").first().innerText();
    const [second, last] = [await id(1), await id(998)];
    await tab.click("#swaprows");
    assert.deepEqual([await id(1), await id(998)], [last, second]);
    await rows.nth(4).locator("td.col-md-4 a").click();
    assert.equal(await rows.nth(4).getAttribute("class"), "danger");
    await picture();
    const sixth = await id(5);
    await rows.nth(4).locator("td a").nth(1).evaluate((cross) => cross.click()); // an icon font's: empty here
    assert.deepEqual([await rows.count(), await id(4)], [999, sixth]);
    await tab.click("#add");
    assert.equal(await rows.count(), 1999);
    await tab.click("#clear");
    assert.equal(await rows.count(), 0);
  },
  async charts(tab, picture) {
    await tab.locator("canvas").nth(7).waitFor();
    await tab.getByText(/^mean \d+\.\d\d, deviation \d+\.\d\d$/).first().waitFor();
    const drawn = await tab.locator("canvas").evaluateAll((all) => all.map((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size > 1;
    }));
    assert.deepEqual(drawn, Array(8).fill(true));
    await picture();
  },
  async markdown(tab, picture) {
    const preview = tab.locator("#preview");
    await shown(preview.locator("h1"), "Markdown, live");
    await shown(preview.locator("h1 em"), "live");
    assert.equal(await preview.locator("a").getAttribute("href"), "https://example.org");
    await picture();
    await tab.locator("textarea").fill("## Two\n\nsome **bold** text\n\n- item");
    await shown(preview.locator("h2"), "Two");
    await shown(preview.locator("strong"), "bold");
    await shown(tab.getByTestId("count"), "7 words, 3 blocks");
    await tab.locator("textarea").press("End");
    await tab.locator("textarea").press("!");
    await shown(preview.locator("p").last(), "• item!");
  },
  async canvas(tab, picture) {
    await tab.getByText(/^40 balls, /).waitFor();
    const pixels = () => tab.locator("canvas").evaluate((canvas) => canvas.toDataURL());
    const before = await pixels();
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.notEqual(await pixels(), before);
    await tab.locator("canvas").click({ position: { x: 100, y: 50 } });
    await tab.getByText(/^41 balls, /).waitFor();
    await picture();
    await button(tab, "Pause").click();
    await button(tab, "Run").waitFor();
    await button(tab, "Clear").click();
    await tab.getByText(/^0 balls, /).waitFor();
  },
};

export const homePageTests = [
  ["home: the page of ./dev run", home],
  ...Object.entries(programs).map(([name, body]) => [`home: ${name}`, (context) => inProgram(context, name, body)]),
];
