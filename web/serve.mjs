// ./dev run: serves the playground of build/web/ and the programs of examples/ui at http://127.0.0.1:8000.
//
//   node web/serve.mjs [--port N]
//
// The two isolation headers give pages SharedArrayBuffer, which input() and sleep in a worker wait on.
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { answer, built, failurePage, homePage, programs } from "./home/home.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const BUILD = process.env.KRAIT_BUILD ?? path.join(ROOT, "build");
const WEB = path.join(BUILD, "web");
const EXAMPLES = path.join(ROOT, "examples");
const PORT = 8000;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".py": "text/plain; charset=utf-8",
  ".jxl": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cache-Control": "no-cache",
};

async function exampleNames() {
  const names = await readdir(EXAMPLES).catch(() => []);
  return JSON.stringify(names.filter((name) => name.endsWith(".py")).sort());
}

// A file of a program of examples/ui; what is no file is a place inside the program.
async function findProgram(name) {
  const [, program, rest] = /^\/ui\/(\w+)\/(.*)$/.exec(name) ?? [];
  const known = await programs(path.join(EXAMPLES, "ui"));
  if (!known.some((one) => one.name === program)) throw new Error("no such program");
  let folder;
  try {
    folder = await built(ROOT, BUILD, program);
  } catch (error) {
    return [failurePage(program, error.message), "failure.html"];
  }
  const file = path.normalize(`/${rest}`);
  if (path.extname(file)) return [await readFile(path.join(folder, file)), file];
  const page = await readFile(path.join(folder, "index.html"), "utf8");
  return [page.replace("<script", `<base href="/ui/${program}/">\n<script`), "index.html"];
}

// The body and the name that tells its type.
async function find(name) {
  if (name === "/") return [await homePage(path.join(EXAMPLES, "ui")), "index.html"];
  if (name === "/playground/") return [await readFile(path.join(WEB, "playground/index.html")), "index.html"];
  if (name.startsWith("/ui/")) return findProgram(name);
  if (name === "/examples.json") return [await exampleNames(), name];
  // normalize leaves no .. behind the leading slash.
  const [folder, rest] = name.startsWith("/examples/") ? [EXAMPLES, name.slice("/examples".length)] : [WEB, name];
  return [await readFile(path.join(folder, path.normalize(rest))), rest];
}

// Serves until the server is closed; `extra(name)` may answer [body, name] before anything else.
export function serve(port, extra = () => null) {
  const server = createServer(async (request, response) => {
    try {
      const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
      const known = name.startsWith("/api/") ? answer(request.method, name) : undefined;
      if (known) {
        response.writeHead(request.method === "POST" ? 201 : 200, { ...HEADERS, "Content-Type": TYPES[".json"] }).end(JSON.stringify(known));
        return;
      }
      const [body, typed] = extra(name) ?? (await find(name));
      const type = TYPES[path.extname(typed)] ?? "application/octet-stream";
      response.writeHead(200, { ...HEADERS, "Content-Type": type }).end(body);
    } catch {
      response.writeHead(404, HEADERS).end("not found\n");
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf("--port");
  const port = at < 0 ? PORT : Number(process.argv[at + 1]);
  try {
    await serve(port);
    console.log(`The playground and the examples are at http://127.0.0.1:${port} (Ctrl-C ends it)`);
  } catch (error) {
    console.error(`krait: cannot serve at port ${port}: ${error.code === "EADDRINUSE" ? "it is in use" : error.message}`);
    process.exit(1);
  }
}
