import { main } from "./timing.mjs";

function element(i, j) {
  return 1 / (((i + j) * (i + j + 1)) / 2 + i + 1);
}

function multiply(v) {
  const n = v.length;
  const out = [];
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let j = 0; j < n; j++) total += element(i, j) * v[j];
    out.push(total);
  }
  return out;
}

function multiplyTransposed(v) {
  const n = v.length;
  const out = [];
  for (let i = 0; i < n; i++) {
    let total = 0;
    for (let j = 0; j < n; j++) total += element(j, i) * v[j];
    out.push(total);
  }
  return out;
}

function run(n) {
  let u = new Array(n).fill(1);
  let v = u;
  for (let i = 0; i < 10; i++) {
    v = multiplyTransposed(multiply(u));
    u = multiplyTransposed(multiply(v));
  }
  let vbv = 0;
  let vv = 0;
  for (let i = 0; i < n; i++) {
    vbv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  return Math.sqrt(vbv / vv);
}

main((n) => n, run, 200);
