// Keeps one Chromium and one Firefox and runs programs of the web bench in fresh pages of them.
//
// Each line of stdin is JSON, {browser, kind, program}, kind being `js` (the twin), `unit` (what `krait build --target
// web` made) or `page` (the compiler in the page); the answer is one line: {lines, first_ms}, the console's lines and
// when the first repetition was done, counted from the start of the navigation; or {error}. {size: PROGRAM} answers
// with bytes. `--probe` prints which browsers there are.
//
// A page posts its result itself: no debugger listens while it runs. Firefox needs no driver either: the page that is
// done asks where to go next. Each visit has an address of its own in 127.0.0.0/8, so that a browser that separates
// sites has no compiled code left from the visit before.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { brotliCompressSync, constants } from "node:zlib";
import { chromiumPath, launch } from "../engines/browser.mjs";
import { packageFolder, ROOT } from "../engines/modules.mjs";

const VISIT_MS = 90_000;
const FIREFOXES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
const FOLDERS = { "/bench/": "bench", "/web/": "build/web", "/unit/": "build/bench/unit" };
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cache-Control": "no-store",
};

const firefoxPath = () => process.env.KRAIT_FIREFOX ?? FIREFOXES.find((file) => existsSync(file)) ?? null;

const REPORT = `<script>{
  const lines = [];
  let first = null;
  let is_sent = false;
  const send = (error) => {
    if (is_sent) return;
    is_sent = true;
    fetch("/result", { method: "POST", body: JSON.stringify(error ? { error } : { lines, first_ms: first }) })
      .then((response) => response.text())
      .then((next) => { if (next) location.replace(next); });
  };
  for (const kind of ["log", "error"]) {
    console[kind] = (...parts) => {
      for (const line of parts.join(" ").split("\\n").filter((text) => text !== "")) {
        if (line.startsWith("rep 0")) first = performance.now();
        lines.push(line);
        if (/^(Traceback|Fatal error|SyntaxError)/.test(line)) setTimeout(() => send(lines.slice(-4).join(" | ")), 200);
        else if (kind === "log" && !line.startsWith("rep ")) setTimeout(send);
      }
    };
  }
  addEventListener("error", (event) => send(String(event.message)));
  addEventListener("unhandledrejection", (event) => send(String(event.reason)));
}</script>`;

function source(program, suffix) {
  const own = `bench/web/programs/${program}${suffix}`;
  return existsSync(path.join(ROOT, own)) ? `/${own}` : `/bench/programs/${program}${suffix}`;
}

function page(kind, program) {
  const scripts = {
    js: `<script type="module" src="${source(program, ".mjs")}"></script>`,
    unit: `<script src="/unit/${program}/krait.js" data-unit="/unit/${program}/program.wasm"></script>`,
    page: `<script src="/web/krait.js"></script><script type="text/python" src="${source(program, ".py")}"></script>`,
  };
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${program}</title><body>${REPORT}${scripts[kind]}`;
}

// One visit: a server at an address of its own until the result is there.
class Visit {
  constructor(address, kind, program) {
    this.text = page(kind, program);
    this.result = new Promise((resolve) => (this.done = resolve));
    this.server = createServer((request, response) => this.answer(request, response));
    this.ready = new Promise((resolve, reject) => this.server.on("error", reject).listen(0, address, () => resolve(this)));
    this.address = address;
  }

  url() {
    return `http://${this.address}:${this.server.address().port}/index.html`;
  }

  async answer(request, response) {
    const name = new URL(request.url, "http://localhost").pathname;
    if (name === "/result") {
      let body = "";
      for await (const part of request) body += part;
      this.held = response;
      this.done(JSON.parse(body));
      return;
    }
    if (name === "/index.html") {
      response.writeHead(200, { ...HEADERS, "Content-Type": "text/html; charset=utf-8" }).end(this.text);
      return;
    }
    const prefix = Object.keys(FOLDERS).find((start) => name.startsWith(start));
    const file = prefix === undefined ? null : path.join(ROOT, FOLDERS[prefix], path.normalize(name.slice(prefix.length - 1)));
    if (file === null || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { ...HEADERS, "Content-Type": TYPES[path.extname(file)] ?? "text/plain; charset=utf-8" });
    response.end(readFileSync(file));
  }

  async wait() {
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, VISIT_MS, { error: `no result in ${VISIT_MS / 1000} s` })));
    const result = await Promise.race([this.result, late]);
    clearTimeout(timer);
    return result;
  }

  // Ends the visit; the page goes to `next`, or stays.
  close(next = "") {
    this.held?.writeHead(200, HEADERS).end(next);
    this.server.close();
    this.server.closeIdleConnections();
  }
}

class Chromium {
  async run(visit) {
    if (this.context === undefined) {
      this.profile = mkdtempSync(path.join(os.tmpdir(), "krait-bench-"));
      this.context = await launch(this.profile);
    }
    const tab = await this.context.newPage();
    try {
      await tab.goto(visit.url(), { waitUntil: "commit" });
      return await visit.wait();
    } finally {
      await tab.close();
      visit.close();
    }
  }

  async end() {
    await this.context?.close();
    if (this.profile) rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Firefox {
  async run(visit) {
    if (this.last !== undefined) {
      this.last.close(visit.url());
    } else {
      this.profile = mkdtempSync(path.join(os.tmpdir(), "krait-bench-"));
      const args = ["--headless", "--no-remote", "--profile", this.profile, visit.url()];
      this.process = spawn(firefoxPath(), args, { stdio: "ignore", detached: true });
    }
    const result = await visit.wait();
    this.last = visit;
    if (visit.held === undefined) await this.end(); // it hangs: the next visit starts another
    return result;
  }

  async end() {
    if (this.process === undefined) return;
    this.last?.close();
    this.last = undefined;
    const gone = new Promise((resolve) => this.process.on("exit", resolve));
    process.kill(-this.process.pid, "SIGKILL");
    await gone;
    this.process = undefined;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function size(program) {
  const bytes = { raw: 0, brotli: 0 };
  for (const name of ["program.wasm", "krait.js"]) {
    const raw = readFileSync(path.join(ROOT, "build/bench/unit", program, name));
    bytes.raw += raw.length;
    bytes.brotli += brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } }).length;
  }
  return bytes;
}

async function main() {
  if (process.argv[2] === "--probe") {
    const found = [];
    if (packageFolder("playwright-core") !== null && chromiumPath() !== null) found.push("chromium");
    if (firefoxPath() !== null) found.push("firefox");
    console.log(found.join(" "));
    return;
  }
  const browsers = { chromium: new Chromium(), firefox: new Firefox() };
  let count = 0;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const order = JSON.parse(line);
    let answer;
    try {
      if (order.size !== undefined) {
        answer = size(order.size);
      } else {
        const address = `127.0.${1 + (count >> 7)}.${2 + (count & 127)}`;
        count++;
        const visit = await new Visit(address, order.kind, order.program).ready;
        answer = await browsers[order.browser].run(visit);
      }
    } catch (error) {
      answer = { error: String(error.message ?? error).split("\n")[0] };
    }
    console.log(JSON.stringify(answer));
  }
  for (const browser of Object.values(browsers)) await browser.end();
}

await main();
process.exit(0);
