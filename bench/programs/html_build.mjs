import { main } from "./timing.mjs";

function prepare(n) {
  const rows = [];
  let x = 5;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    const title = x % 4 === 0 ? `Item <${x % 1000}> & "friends"` : `Plain item ${x % 1000}`;
    rows.push([i, title, `note's ${x % 77}`, (x % 10000) / 100, x % 5 === 0]);
  }
  return rows;
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text) {
  return text.replace(/[&<>"']/g, (c) => ENTITIES[c]);
}

function renderRow(number, title, note, price, onSale) {
  const css = onSale ? "row sale" : "row";
  const cells = `<td class="id">${number}</td><td>${escape(title)}</td><td>${escape(note)}</td>`;
  return `<tr class="${css}">${cells}<td class="price">${price.toFixed(2)}</td></tr>\n`;
}

function render(rows) {
  const parts = ["<!doctype html>\n<table>\n"];
  for (const [number, title, note, price, onSale] of rows) {
    parts.push(renderRow(number, title, note, price, onSale));
  }
  parts.push("</table>\n");
  return parts.join("");
}

function run(rows) {
  const page = render(rows);
  const sales = page.split("row sale").length - 1;
  const last = page.lastIndexOf("&quot;");
  let total = 0;
  for (const line of page.split("\n")) {
    if (line.startsWith("<tr") && line.includes("&amp;")) total += line.length;
  }
  return `${page.length} ${sales} ${last} ${total}`;
}

main(prepare, run, 60000);
