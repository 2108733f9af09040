import { main } from "../../programs/timing.mjs";

const PLAIN = 0;
const LIST = 1;
const CODE = 2;

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function inline(text) {
  const parts = [];
  let start = 0;
  let at = 0;
  let isStrong = false;
  let isEmphasis = false;
  while (at < text.length) {
    const c = text[at];
    if (c === "*") {
      parts.push(escape(text.slice(start, at)));
      if (text.startsWith("**", at)) {
        parts.push(isStrong ? "</strong>" : "<strong>");
        isStrong = !isStrong;
        at += 2;
      } else {
        parts.push(isEmphasis ? "</em>" : "<em>");
        isEmphasis = !isEmphasis;
        at += 1;
      }
      start = at;
    } else if (c === "`") {
      const end = text.indexOf("`", at + 1);
      if (end < 0) {
        at++;
        continue;
      }
      parts.push(escape(text.slice(start, at)));
      parts.push(`<code>${escape(text.slice(at + 1, end))}</code>`);
      at = start = end + 1;
    } else if (c === "[") {
      const middle = text.indexOf("](", at);
      const end = middle >= 0 ? text.indexOf(")", middle) : -1;
      if (end < 0) {
        at++;
        continue;
      }
      parts.push(escape(text.slice(start, at)));
      parts.push(`<a href="${escape(text.slice(middle + 2, end))}">${inline(text.slice(at + 1, middle))}</a>`);
      at = start = end + 1;
    } else {
      at++;
    }
  }
  parts.push(escape(text.slice(start)));
  return parts.join("");
}

function render(source) {
  const out = [];
  let paragraph = [];
  let state = PLAIN;

  function flush() {
    if (paragraph.length > 0) {
      out.push(`<p>${inline(paragraph.join(" "))}</p>`);
      paragraph = [];
    }
  }

  for (const line of source.split("\n")) {
    if (state === CODE) {
      if (line.startsWith("```")) {
        out.push("</code></pre>");
        state = PLAIN;
      } else {
        out.push(escape(line));
      }
      continue;
    }
    const stripped = line.trim();
    if (state === LIST && !stripped.startsWith("- ")) {
      out.push("</ul>");
      state = PLAIN;
    }
    if (stripped === "") {
      flush();
    } else if (stripped.startsWith("```")) {
      flush();
      out.push("<pre><code>");
      state = CODE;
    } else if (stripped.startsWith("#")) {
      flush();
      let level = 0;
      while (stripped[level] === "#") level++;
      const title = stripped.slice(level).trim();
      const anchor = title.toLowerCase().replaceAll(" ", "-");
      out.push(`<h${level} id="${escape(anchor)}">${inline(title)}</h${level}>`);
    } else if (stripped.startsWith("- ")) {
      flush();
      if (state !== LIST) {
        out.push("<ul>");
        state = LIST;
      }
      out.push(`<li>${inline(stripped.slice(2))}</li>`);
    } else if (stripped.startsWith("> ")) {
      flush();
      out.push(`<blockquote>${inline(stripped.slice(2))}</blockquote>`);
    } else {
      paragraph.push(stripped);
    }
  }
  flush();
  return out.join("\n");
}

const WORDS = ["alpha", "**bold words**", "*soft*", "`a < b && c`", "[a link](https://example.org/?a=1&b=2)", "plain text",
  "and", '"quoted"', "x > y", "some longer run of ordinary words", "[open", "the end."];

function prepare(n) {
  const lines = [];
  let x = 3;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    const words = [];
    for (let k = 0; k < 24; k += 3) words.push(WORDS[(x >> k) % 12]);
    const text = words.join(" ");
    const kind = x % 9;
    if (kind === 0) lines.push(`${"#".repeat((x % 3) + 1)} Section ${i} of Many`);
    else if (kind < 3) lines.push(`- ${text}`);
    else if (kind === 3) lines.push("");
    else if (kind === 4 && x % 5 === 0) lines.push(`\`\`\`\nif (a < b) { return "${i}"; }\n\`\`\``);
    else if (kind === 5) lines.push(`> ${text}`);
    else lines.push(text);
  }
  return lines.join("\n");
}

const count = (text, part) => text.split(part).length - 1;

function run(source) {
  const html = render(source);
  return `${html.length} ${count(html, "<li>")} ${count(html, "<strong>")} ${count(html, "&lt;")}`;
}

main(prepare, run, 4000);
