import { main } from "./timing.mjs";

function prepare(n) {
  const rows = [];
  let x = 99;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    rows.push({
      id: i,
      name: `customer ${x % 5000} "the ${x % 7}th"`,
      email: `user${x % 100000}@example.com`,
      balance: (x % 1000000) / 100 + 0.001,
      active: x % 3 === 0,
      manager: x % 5 ? null : x % 100,
      tags: [`t${x % 10}`, `group-${x % 4}`, "line\nbreak"],
      place: { lat: (x % 18000) / 100 - 90.005, lon: (x % 36000) / 100 - 180.005, zip: String((x % 90000) + 10000) },
    });
  }
  return rows;
}

function run(rows) {
  const text = JSON.stringify(rows);
  const back = JSON.parse(text);
  let total = 0;
  let balance = 0;
  for (const row of back) {
    balance += row.balance;
    if (row.active) total += row.id + row.tags[1].length + row.name.length;
    if (row.manager !== null) total += row.manager;
  }
  return `${text.length} ${back.length} ${total} ${balance.toFixed(3)}`;
}

main(prepare, run, 20000);
