import { main } from "./timing.mjs";

const CITIES = ["Oslo", "Lima", "Rome", "Kyiv", "Cairo", "Quito", "Paris", "Delhi", "Tokyo", "Accra", "Berne", "Dakar"];

class Record {
  constructor(ident, city, name, age, score) {
    this.ident = ident;
    this.city = city;
    this.name = name;
    this.age = age;
    this.score = score;
  }
}

function prepare(n) {
  const records = [];
  let x = 7;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    records.push(new Record(i, CITIES[x % 12], `name${x % 5003}`, Math.floor(x / 12) % 90, (x % 10007) / 8));
  }
  return records;
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function run(records) {
  const byName = [...records].sort((a, b) => order(a.name, b.name));
  const byKey = [...byName].sort((a, b) => order(a.city, b.city) || a.age - b.age);
  const byScore = [...byKey].sort((a, b) => b.score - a.score);
  const groups = new Map();
  for (const r of byKey) {
    const group = groups.get(r.city);
    if (group === undefined) groups.set(r.city, [r]);
    else group.push(r);
  }
  const parts = [];
  for (const [city, members] of groups) {
    let total = 0;
    let oldest = members[0];
    for (const r of members) {
      total += r.score;
      if (r.age > oldest.age) oldest = r;
    }
    parts.push(`${city}:${members.length}:${(total / members.length).toFixed(3)}:${oldest.ident}`);
  }
  const middle = records.length >> 1;
  return `${byName[middle].ident} ${byKey[middle].ident} ${byScore[middle].ident} ${parts.join(" ")}`;
}

main(prepare, run, 60000);
