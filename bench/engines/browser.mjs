// Keeps one Chromium and runs bench programs in fresh pages of it.
//
// Each line of stdin is `js NAME` or `wasm NAME`; each answer is one line of JSON: {lines} with what
// the page wrote to its console, or {error}. The page gets the isolation headers, for a finer clock.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { importFile, packageFolder, ROOT } from "./modules.mjs";

const PAGE_MS = 60_000;
const PROGRAMS = path.join(ROOT, "bench/programs");
const WEB = path.join(ROOT, "build/web");
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function chromiumPath() {
  return process.env.KRAIT_CHROMIUM ?? CHROMIUMS.find((file) => existsSync(file)) ?? null;
}

const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

// Serves `pages` (path to text) and files of `folders`, on a free port of 127.0.0.1.
export function serve(pages, folders) {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const text = pages(name);
    const file = folders.map((folder) => path.join(folder, path.normalize(name))).find((f) => existsSync(f));
    if (text === null && file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = text === null ? (TYPES[path.extname(name)] ?? "text/plain") : "text/html";
    const charset = type.startsWith("text/") ? "; charset=utf-8" : "";
    response.writeHead(200, { ...HEADERS, "Content-Type": type + charset });
    response.end(text ?? readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

export async function launch(profile) {
  const { chromium } = await importFile(path.join(packageFolder("playwright-core"), "index.mjs"));
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
  args.push("--disable-background-networking", "--disable-component-update", "--disable-sync");
  return chromium.launchPersistentContext(profile, { executablePath: chromiumPath(), headless: false, args });
}

function page(name) {
  const match = /^\/(js|wasm)-(\w+)\.html$/.exec(name);
  if (match === null) return null;
  const [, kind, program] = match;
  const script =
    kind === "js"
      ? `<script type="module" src="${program}.mjs"></script>`
      : `<script src="krait.js"></script><script type="text/python" src="${program}.py"></script>`;
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${program}</title>${script}`;
}

async function visit(context, url) {
  const tab = await context.newPage();
  const lines = [];
  try {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no result: ${lines.slice(-3).join(" | ")}`)), PAGE_MS);
      const end = (action, value) => {
        clearTimeout(timer);
        action(value);
      };
      tab.on("console", (message) => {
        if (message.text().startsWith("Failed to load resource")) return;
        for (const line of message.text().split("\n").filter((text) => text !== "")) {
          lines.push(line);
          if (message.type() === "log" && !line.startsWith("rep ")) end(resolve);
          if (/^(Traceback|Fatal error)/.test(line)) setTimeout(() => end(reject, new Error(lines.slice(-4).join(" | "))), 200);
        }
      });
      tab.on("pageerror", (error) => end(reject, error));
      tab.goto(url).catch((error) => end(reject, error));
    });
    return { lines };
  } catch (error) {
    return { error: String(error.message ?? error).split("\n")[0] };
  } finally {
    await tab.close();
  }
}

async function main() {
  if (process.argv[2] === "--probe") {
    process.exit(packageFolder("playwright-core") !== null && chromiumPath() !== null ? 0 : 1);
  }
  const profile = mkdtempSync(path.join(os.tmpdir(), "krait-bench-"));
  const server = await serve(page, [PROGRAMS, WEB]);
  const context = await launch(profile);
  const base = `http://127.0.0.1:${server.address().port}`;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [kind, name] = line.trim().split(" ");
    console.log(JSON.stringify(await visit(context, `${base}/${kind}-${name}.html`)));
  }
  await context.close();
  server.close();
  rmSync(profile, { recursive: true, force: true });
}

if (process.argv[1]?.endsWith("browser.mjs")) await main();
