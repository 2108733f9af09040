// krait dev: pages that follow saves, in the browser; and the server without one.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";

const WAIT = { timeout: 20_000 };
const APP = `from krait.web import document
import helper
box = document.createElement("div")
box.id = "box"
box.textContent = helper.text(6)
document.body.append(box)
print("ran")
`;
const helper = (factor) => `def text(n: int) -> str:\n    return "the answer is " + str(n * ${factor})\n`;

async function until(test, what) {
  const end = Date.now() + WAIT.timeout;
  while (!test()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

// A project in a folder of its own and the server for it; `body` gets {folder, url, save, log, process}.
async function inProject({ build }, files, body, program = ["app.py"]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "krait-dev-"));
  const save = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) save(name, text);
  const server = spawn(path.join(build, "krait"), ["dev", "--port", "0", ...program], { cwd: folder });
  let text = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (text += data));
  const ended = new Promise((resolve) => server.on("exit", (code, signal) => resolve(code ?? signal)));
  try {
    await until(() => /built in|failed after/.test(text), "the first build");
    await body({ folder, url: text.match(/http:\S+/)[0], save, log: () => text, server, ended });
  } finally {
    server.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inTab(browser, url, body) {
  const tab = await browser.newPage();
  const problems = [];
  tab.on("pageerror", (error) => problems.push(error.message));
  try {
    await tab.goto(url);
    await body(tab);
    assert.deepEqual(problems, []);
  } finally {
    await tab.close();
  }
}

const shows = (tab, text) => tab.waitForFunction((wanted) => document.getElementById("box")?.textContent === wanted, text, WAIT);
const overlay = (tab) => tab.waitForFunction(() => document.querySelector("krait-dev[data-kind=error]")?.shadowRoot.textContent, null, WAIT);
const noOverlay = (tab) => tab.waitForFunction(() => !document.querySelector("krait-dev[data-kind=error]"), null, WAIT);

async function follows({ browser, screenshots, ...context }) {
  await inProject(context, { "app.py": APP, "helper.py": helper(7) }, async ({ folder, url, save, log }) => {
    await inTab(browser, url, async (tab) => {
      await shows(tab, "the answer is 42");
      await inTab(browser, url, async (second) => {
        await shows(second, "the answer is 42");
        save("helper.py", helper(8));
        await shows(tab, "the answer is 48");
        await shows(second, "the answer is 48");
      });
      await until(() => /painted \d+ ms after the save/.test(log()), "the time of the paint");
      // As editors do: a new file takes the place of the old one.
      save(".helper.py.swp", helper(9));
      renameSync(path.join(folder, ".helper.py.swp"), path.join(folder, "helper.py"));
      await shows(tab, "the answer is 54");

      save("helper.py", "def text(n: int) -> str:\n    return str(n\n");
      const message = await (await overlay(tab)).jsonValue();
      assert.match(message, /helper\.py:2: SyntaxError: '\(' was never closed/);
      assert.match(message, /return str\(n\n\s+\^/); // the source, with its mark
      assert.equal(await tab.textContent("#box"), "the answer is 54");
      await tab.screenshot({ path: path.join(screenshots, "dev-error.png") });
      await tab.reload(); // the last good program still runs, and the error is still told
      await shows(tab, "the answer is 54");
      await overlay(tab);
      save("helper.py", helper(9)); // the same program as before: nothing to load
      await noOverlay(tab);
      save("helper.py", helper(10));
      await shows(tab, "the answer is 60");
      await tab.waitForSelector("krait-dev[data-kind=note]", { state: "attached", ...WAIT });
      await tab.screenshot({ path: path.join(screenshots, "dev-note.png") });
    });
  });
}

async function startsBroken({ browser, ...context }) {
  await inProject(context, { "app.py": "import missing\nx = (\n" }, async ({ url, save }) => {
    await inTab(browser, url, async (tab) => {
      assert.match(await (await overlay(tab)).jsonValue(), /app\.py:2: SyntaxError/);
      save("app.py", APP); // helper.py is missing still
      assert.match(await (await tab.waitForFunction(() => {
        const text = document.querySelector("krait-dev[data-kind=error]")?.shadowRoot.textContent;
        return text?.includes("helper") && text;
      }, null, WAIT)).jsonValue(), /No module named 'helper'/);
      save("helper.py", helper(7));
      await shows(tab, "the answer is 42");
      await noOverlay(tab);
    });
  });
}

async function styles({ browser, ...context }) {
  const page = '<!doctype html><link rel="stylesheet" href="look.css"><pre id="output"></pre><script src="krait.js" data-unit="program.wasm" data-output="#output"></script>';
  const files = { "app.py": APP, "helper.py": helper(7), "index.html": page, "look.css": "body { color: rgb(1, 2, 3); }" };
  await inProject(context, files, async ({ url, save }) => {
    await inTab(browser, url, async (tab) => {
      await shows(tab, "the answer is 42");
      await tab.evaluate(() => (window.kept = "kept"));
      save("look.css", "body { color: rgb(4, 5, 6); }");
      await tab.waitForFunction(() => getComputedStyle(document.body).color === "rgb(4, 5, 6)", null, WAIT);
      assert.equal(await tab.evaluate(() => window.kept), "kept"); // styles need no new page
      save("index.html", page.replace("</pre>", "</pre><i id=more></i>"));
      await tab.waitForSelector("#more", { state: "attached", ...WAIT });
    });
  });
}

const COUNTER = (label) => `view App {
    atom count: Int = 0

    render {
        VStack(spacing: 8) {
            Text("${label} \\(count)").id("box")
            Button("+") { count += 1 }
        }
    }
}
`;

async function views({ browser, screenshots, ...context }) {
  const files = { "app.jxl": COUNTER("Count"), "jxl.toml": 'entry = "app.jxl"\n' };
  await inProject(context, files, async ({ url, save, log }) => {
    await inTab(browser, `${url}some/place`, async (tab) => { // a route of the program
      await shows(tab, "Count 0");
      await tab.click("button");
      await shows(tab, "Count 1");
      save("app.jxl", COUNTER("Number"));
      await tab.waitForFunction(() => document.getElementById("box")?.textContent.startsWith("Number"), null, WAIT);
      await until(() => /painted \d+ ms after the save/.test(log()), "the time of the paint");
      save("app.jxl", COUNTER("Number").replace("count +=", "coumt +="));
      assert.match(await (await overlay(tab)).jsonValue(), /app\.jxl:7: J0202: there is no `coumt`[^]*\^+ did you mean `count`/);
      await tab.screenshot({ path: path.join(screenshots, "dev-error-jxl.png") });
      save("app.jxl", COUNTER("Sum"));
      await tab.waitForFunction(() => document.getElementById("box")?.textContent.startsWith("Sum"), null, WAIT);
      await noOverlay(tab);
      save("jxl.toml", "entri = 1\n");
      assert.match(await (await overlay(tab)).jsonValue(), /jxl\.toml:1: there is no setting `entri`/);
    });
  }, []);
}

function get(options) {
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      let text = "";
      response.on("data", (data) => (text += data));
      response.on("end", () => resolve({ code: response.statusCode, headers: response.headers, text }));
    });
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ code: response.statusCode, headers: response.headers, text: "" });
    });
    request.on("error", reject);
    request.end();
  });
}

async function serverAlone(context) {
  const files = { "app.py": "print(1)\n", "data/a b.json": "[1]", ".env": "SECRET=1", "look.css": "a{}" };
  await inProject(context, files, async ({ folder, url, log, server, ended }) => {
    const at = (name, options) => {
      const { hostname, port } = new URL(url);
      return get({ hostname, port, path: name, ...options });
    };
    const index = await at("/");
    assert.equal(index.code, 200);
    assert.match(index.headers["content-security-policy"], /script-src 'self' 'wasm-unsafe-eval'/);
    assert.match(index.text, /<script src="\/krait-dev\.js" data-version="[0-9a-f]+"><\/script>\n<script src="krait\.js"/);
    assert.equal((await at("/program.wasm")).headers["content-type"], "application/wasm");
    assert.deepEqual([(await at("/data/a%20b.json")).text, (await at("/look.css", { method: "HEAD" })).text], ["[1]", ""]);
    for (const name of ["/.env", "/../app.py", "/%2e%2e/app.py", "/data/..%2f.env", "/data/", "//etc/passwd", "/nothing.py", "/krait-dev/../.env"]) {
      assert.equal((await at(name)).code, 404, name);
    }
    assert.equal((await at("/", { method: "POST" })).code, 405);
    const upgrade = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==" };
    const host = new URL(url).host;
    assert.equal((await at("/krait-dev.socket", { headers: { ...upgrade, Origin: `http://${host}` } })).code, 101);
    assert.equal((await at("/krait-dev.socket", { headers: { ...upgrade, Origin: "http://elsewhere.example" } })).code, 403);
    assert.equal((await at("/krait-dev.socket")).code, 400);
    const builds = () => log().match(/built in/g).length;
    const before = builds();
    utimesSync(path.join(folder, "app.py"), new Date(), new Date()); // touched: the same content
    writeFileSync(path.join(folder, "app.py"), "print(1)\n");
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(builds(), before);
    const second = spawn(path.join(context.build, "krait"), ["dev", "--port", new URL(url).port, "app.py"], { cwd: folder });
    let complaint = "";
    second.stderr.on("data", (data) => (complaint += data));
    const code = await new Promise((resolve) => second.on("exit", resolve));
    assert.deepEqual([code, /the port is in use/.test(complaint)], [1, true]);
    server.kill("SIGINT");
    assert.equal(await ended, 0);
  });
}

export const devNodeTests = [["dev: the server", serverAlone]];
export const devPageTests = [
  ["dev: pages follow saves", follows],
  ["dev: a program that does not compile at first", startsBroken],
  ["dev: programs with views", views],
  ["dev: styles and the project's own page", styles],
];
