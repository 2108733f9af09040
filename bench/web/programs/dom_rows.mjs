import { main } from "../../programs/timing.mjs";

const ADJECTIVES = ["pretty", "large", "big", "small", "tall", "short", "long", "handsome", "plain", "quaint"];
const NOUNS = ["table", "chair", "house", "bbq", "desk", "car", "pony", "cookie", "sandwich", "burger"];

function labels(n) {
  const result = [];
  let x = 41;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    result.push(`${ADJECTIVES[x % 10]} ${NOUNS[Math.floor(x / 10) % 10]}`);
  }
  return result;
}

function makeRow(ident, label) {
  const row = document.createElement("tr");
  for (const [text, name] of [[String(ident), "ident"], [label, "label"], ["x", "remove"]]) {
    const cell = document.createElement("td");
    cell.className = name;
    cell.textContent = text;
    row.appendChild(cell);
  }
  return row;
}

function run(names) {
  const table = document.createElement("table");
  const body = document.createElement("tbody");
  table.appendChild(body);
  document.body.appendChild(table);
  const rows = [];
  names.forEach((label, ident) => {
    const row = makeRow(ident, label);
    rows.push(row);
    body.appendChild(row);
  });
  for (let at = 0; at < rows.length; at += 10) rows[at].childNodes[1].textContent = `${names[at]} !!!`;
  const half = Math.floor(rows.length / 2);
  for (let at = 1; at < half; at += 7) {
    const first = rows[at];
    const second = rows[rows.length - 1 - at];
    const after = second.nextSibling;
    body.insertBefore(second, first);
    body.insertBefore(first, after);
    rows[at] = second;
    rows[rows.length - 1 - at] = first;
  }
  for (let at = 0; at < rows.length; at += 5) rows[at].remove();
  const text = body.textContent;
  let checksum = 0;
  for (let at = 0; at < text.length; at += 97) checksum = (checksum * 31 + text.charCodeAt(at)) % 1000003;
  body.textContent = "";
  table.remove();
  return `${text.length} ${checksum}`;
}

main(labels, run, 1000);
