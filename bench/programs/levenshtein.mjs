import { main } from "./timing.mjs";

function prepare(n) {
  const word = (seed) => {
    let x = seed;
    const letters = [];
    for (let i = 0; i < n; i++) {
      x = (x * 16807) % 2147483647;
      letters.push("acgt"[Math.floor(x / 1000) % 4]);
    }
    return letters.join("");
  };
  return [word(11), word(23)];
}

function distance(a, b) {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const ca = a[i - 1];
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = previous[j - 1];
      if (ca !== b[j - 1]) cost = 1 + Math.min(cost, previous[j], current[j - 1]);
      current.push(cost);
    }
    previous = current;
  }
  return previous[b.length];
}

main(prepare, ([a, b]) => distance(a, b), 1500);
