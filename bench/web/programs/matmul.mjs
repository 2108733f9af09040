import { main } from "../../programs/timing.mjs";

function matrix(n, seed) {
  let x = seed;
  const rows = [];
  for (let i = 0; i < n; i++) {
    const row = [];
    for (let j = 0; j < n; j++) {
      x = (x * 16807) % 2147483647;
      row.push((x % 1000) / 500 - 1);
    }
    rows.push(row);
  }
  return rows;
}

function multiply(a, b) {
  const columns = b[0].map((_, j) => b.map((row) => row[j]));
  const result = [];
  for (const row of a) {
    const out = [];
    for (const column of columns) {
      let total = 0;
      for (let k = 0; k < row.length; k++) total += row[k] * column[k];
      out.push(total);
    }
    result.push(out);
  }
  return result;
}

function run([a, b]) {
  const product = multiply(a, b);
  let trace = 0;
  product.forEach((row, i) => (trace += row[i]));
  return trace.toFixed(6);
}

main((n) => [matrix(n, 42), matrix(n, 77)], run, 240);
