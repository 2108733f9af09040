import { main } from "../../programs/timing.mjs";

const LINE = /^(\d+\.\d+\.\d+\.\d+) - - \[([^\]]+)\] "(GET|POST|PUT) (\/[^ "]*) HTTP\/1\.[01]" (\d{3}) (\d+)/;
const SUSPECT = /(?:\.\.\/|<script|union\s+select|etc\/passwd)/i;
const PAGE = /^\/(\w+)(?:\/(\d+))?/;

const PATHS = [
  () => "/index.html",
  (x) => `/item/${x}`,
  (x) => `/user/${x}/edit`,
  (x) => `/search?q=UNION  SELECT+${x}`,
  () => "/a/../../etc/passwd",
  (x) => `/api/v2/list?page=${x}`,
];

function prepare(n) {
  const lines = [];
  const two = (value) => String(value).padStart(2, "0");
  let x = 11;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    const path = PATHS[x % 6](x % 500);
    const status = x % 11 ? 200 : 404;
    const at = `21/Nov/2026:10:${two(x % 60)}:${two(x % 59)} +0000`;
    const request = `${x % 5 === 0 ? "POST" : "GET"} ${path} HTTP/1.1`;
    lines.push(`${x % 223}.${x % 199}.0.${x % 97} - - [${at}] "${request}" ${status} ${x % 50000}`);
    if (x % 37 === 0) lines.push("-- restarted --");
  }
  return lines.join("\n");
}

function run(text) {
  let matched = 0;
  let bad = 0;
  let size = 0;
  let suspects = 0;
  const pages = new Map();
  for (const line of text.split("\n")) {
    const match = LINE.exec(line);
    if (match === null) {
      bad++;
      continue;
    }
    matched++;
    size += Number(match[6]);
    const path = match[4];
    if (SUSPECT.test(path)) suspects++;
    const page = PAGE.exec(path);
    if (page !== null) pages.set(page[1], (pages.get(page[1]) ?? 0) + 1);
  }
  const hidden = text.replace(/\d+\.\d+\.\d+\.\d+/g, "-");
  const top = [...pages].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([name, count]) => `${name}=${count}`);
  return `${matched} ${bad} ${size} ${suspects} ${hidden.length} ${top.join(" ")}`;
}

main(prepare, run, 10000);
