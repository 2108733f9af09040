// A JSON parser and writer in source, as a program would carry for a dialect of its own.
import { main } from "../../programs/timing.mjs";

const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WRITTEN = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  fail(what) {
    throw new Error(`${what} at ${this.at}`);
  }

  skip() {
    const text = this.text;
    while (this.at < text.length && " \t\r\n".includes(text[this.at])) this.at++;
  }

  value() {
    this.skip();
    const c = this.text[this.at];
    if (c === "{") return this.object();
    if (c === "[") return this.array();
    if (c === '"') return this.string();
    if (c === "t") return this.word("true", true);
    if (c === "f") return this.word("false", false);
    if (c === "n") return this.word("null", null);
    return this.number();
  }

  word(word, value) {
    if (!this.text.startsWith(word, this.at)) this.fail("a value is expected");
    this.at += word.length;
    return value;
  }

  object() {
    const result = {};
    this.at++;
    this.skip();
    if (this.text[this.at] === "}") {
      this.at++;
      return result;
    }
    for (;;) {
      this.skip();
      const key = this.string();
      this.skip();
      if (this.text[this.at] !== ":") this.fail("a colon is expected");
      this.at++;
      result[key] = this.value();
      this.skip();
      const c = this.text[this.at];
      this.at++;
      if (c === "}") return result;
      if (c !== ",") this.fail("a comma is expected");
    }
  }

  array() {
    const result = [];
    this.at++;
    this.skip();
    if (this.text[this.at] === "]") {
      this.at++;
      return result;
    }
    for (;;) {
      result.push(this.value());
      this.skip();
      const c = this.text[this.at];
      this.at++;
      if (c === "]") return result;
      if (c !== ",") this.fail("a comma is expected");
    }
  }

  string() {
    const text = this.text;
    if (text[this.at] !== '"') this.fail("a string is expected");
    let start = this.at + 1;
    let at = start;
    const parts = [];
    for (;;) {
      let c = text[at];
      if (c === '"') {
        parts.push(text.slice(start, at));
        this.at = at + 1;
        return parts.join("");
      }
      if (c === "\\") {
        parts.push(text.slice(start, at));
        c = text[at + 1];
        if (c === "u") {
          parts.push(String.fromCharCode(parseInt(text.slice(at + 2, at + 6), 16)));
          at += 6;
        } else {
          parts.push(ESCAPES[c]);
          at += 2;
        }
        start = at;
      } else {
        at++;
      }
    }
  }

  number() {
    const text = this.text;
    const start = this.at;
    let at = start;
    while (at < text.length) {
      const c = text[at];
      if (!((c >= "0" && c <= "9") || ".eE+-".includes(c))) break;
      at++;
    }
    this.at = at;
    return Number(text.slice(start, at));
  }
}

function write(value, parts) {
  if (value === null) {
    parts.push("null");
  } else if (value === true) {
    parts.push("true");
  } else if (value === false) {
    parts.push("false");
  } else if (typeof value === "string") {
    parts.push('"');
    for (const c of value) parts.push(WRITTEN[c] ?? c);
    parts.push('"');
  } else if (Array.isArray(value)) {
    let separator = "[";
    for (const item of value) {
      parts.push(separator);
      write(item, parts);
      separator = ",";
    }
    parts.push(value.length > 0 ? "]" : "[]");
  } else if (typeof value === "object") {
    let separator = "{";
    for (const key in value) {
      parts.push(separator);
      write(key, parts);
      parts.push(":");
      write(value[key], parts);
      separator = ",";
    }
    parts.push(separator === "," ? "}" : "{}");
  } else {
    parts.push(String(value));
  }
}

function prepare(n) {
  const rows = [];
  let x = 5;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    rows.push(
      `{"id": ${i}, "name": "user \\"${x % 1000}\\"", "score": ${x % 90}.${(x % 9) + 1}, ` +
        `"tags": ["a", "b\\u0041", "line\\n${x % 7}"], ` +
        `"ok": ${x % 2 ? "true" : "false"}, "extra": null, "point": {"x": ${x % 640}, "y": -${x % 480}}}`,
    );
  }
  return `[${rows.join(",\n ")}]`;
}

function run(text) {
  const rows = new Parser(text).value();
  let total = 0;
  for (const row of rows) total += row.id + row.point.x + row.name.length;
  const parts = [];
  write(rows, parts);
  return `${rows.length} ${total} ${parts.join("").length}`;
}

main(prepare, run, 2000);
