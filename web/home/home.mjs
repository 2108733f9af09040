// The page that ./dev run opens: the playground and the programs of examples/ui, each built when it is first asked for.
import { execFile } from "node:child_process";
import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";

const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

// Names and what they are, from the table in examples/ui/README.md.
export async function programs(folder) {
  const text = await readFile(path.join(folder, "README.md"), "utf8");
  return [...text.matchAll(/^\| `(\w+)\/` \| (.*) \|$/gm)].map(([, name, about]) => ({ name, about }));
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1a202c}
a{color:#2563eb}li{margin:.4rem 0}code{background:#eef;padding:0 .2em}small a{color:#64748b}`;

export async function homePage(folder) {
  const items = (await programs(folder)).map(({ name, about }) =>
    `<li><a href="/ui/${name}/">${name}</a>: ${escaped(about)} <small><a href="/examples/ui/${name}/app.jxl">source</a></small></li>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Krait</title><style>${STYLE}</style>
<link rel="icon" href="data:,"><h1>Krait</h1><p><a href="/playground/">The playground</a>: Python, compiled in the page.</p>
<h2>Programs with views</h2><ul>${items.join("\n")}</ul>
<p>To change one and see it follow: <code>build/krait dev examples/ui/counter/app.jxl</code></p></html>`;
}

async function newest(folder) {
  const files = await readdir(folder);
  return Math.max(...(await Promise.all(files.map((file) => stat(path.join(folder, file))))).map(({ mtimeMs }) => mtimeMs));
}

const builds = new Map(); // by name: {time, done}

// Builds examples/ui/NAME into its folder, unless it is newer than the sources. Rejects with what the compiler says.
export async function built(root, build, name) {
  const source = path.join(root, "examples/ui", name), out = path.join(build, "examples", name);
  const krait = path.join(build, "krait");
  const time = Math.max(await newest(source), (await stat(krait)).mtimeMs);
  if (builds.get(name)?.time === time) return builds.get(name).done;
  const done = new Promise((resolve, reject) => {
    const args = ["build", path.join("examples/ui", name, "app.jxl"), "--target", "web", "-o", out];
    execFile(krait, args, { cwd: root }, (error, stdout, stderr) => (error ? reject(new Error(stderr || String(error))) : resolve(out)));
  });
  builds.set(name, { time, done });
  return done;
}

export const failurePage = (name, text) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(name)}</title><style>${STYLE}</style>
<h1>${escaped(name)}</h1><p>This program does not build yet:</p><pre>${escaped(text)}</pre><p><a href="/">All programs</a></p></html>`;

// What the programs ask a server for: numbers that are the same each day, posts, an account.
export function answer(method, name) {
  if (name === "/api/metrics") {
    return ["Requests", "Errors", "Latency", "Memory", "Queue", "Users"].map((title, at) => ({
      id: `m${at}`, title, history: Array.from({ length: 40 }, (_, i) => Math.round(500 + 300 * Math.sin((i + at * 7) / 5) + i * (at - 2) * 4) / 10),
    }));
  }
  const post = /^\/api\/posts\/(\d+)$/.exec(name);
  if (post && Number(post[1]) <= 99) return { id: Number(post[1]), title: `Post ${post[1]}`, body: "What it says." };
  if (name === "/api/register" && method === "POST") return { id: "7" };
  return undefined;
}
