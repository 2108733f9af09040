import { main } from "../../programs/timing.mjs";

class Group {
  constructor() {
    this.count = 0;
    this.total = 0;
    this.least = Infinity;
    this.most = -Infinity;
  }

  add(value) {
    this.count++;
    this.total += value;
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
  }
}

function splitRow(line) {
  if (!line.includes('"')) return line.split(",");
  const fields = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      const parts = [];
      at++;
      for (;;) {
        const end = line.indexOf('"', at);
        parts.push(line.slice(at, end));
        at = end + 1;
        if (line[at] !== '"') break;
        parts.push('"');
        at++;
      }
      fields.push(parts.join(""));
    } else {
      let end = line.indexOf(",", at);
      if (end < 0) end = line.length;
      fields.push(line.slice(at, end));
      at = end;
    }
    if (at >= line.length) return fields;
    at++;
  }
}

const REGIONS = ["North", "South", "East, far", "West", 'The "Middle"', "Islands"];

function prepare(n) {
  const lines = ["id,region,product,amount,price,day"];
  const two = (value) => String(value).padStart(2, "0");
  let x = 17;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    let region = REGIONS[x % 6];
    if (region.includes(",") || region.includes('"')) region = `"${region.replaceAll('"', '""')}"`;
    const price = ((x % 100000) / 100).toFixed(2);
    lines.push(`${i},${region},product ${x % 50},${(x % 20) + 1},${price},2026-${two((x % 12) + 1)}-${two((x % 28) + 1)}`);
  }
  return lines.join("\n");
}

function run(text) {
  const lines = text.split("\n");
  const header = splitRow(lines[0]);
  const regionAt = header.indexOf("region");
  const amountAt = header.indexOf("amount");
  const priceAt = header.indexOf("price");
  const dayAt = header.indexOf("day");
  const regions = new Map();
  const months = new Map();
  for (let i = 1; i < lines.length; i++) {
    const fields = splitRow(lines[i]);
    const value = parseInt(fields[amountAt], 10) * parseFloat(fields[priceAt]);
    const region = fields[regionAt];
    let group = regions.get(region);
    if (group === undefined) {
      group = new Group();
      regions.set(region, group);
    }
    group.add(value);
    const month = fields[dayAt].slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + value);
  }
  const parts = [...regions]
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([name, g]) => `${name}:${g.count}:${g.total.toFixed(2)}:${g.least.toFixed(2)}:${g.most.toFixed(2)}`);
  let best = null;
  for (const [month, total] of months) {
    if (best === null || total > months.get(best)) best = month;
  }
  return `${parts.join("|")} ${best}`;
}

main(prepare, run, 40000);
