import { main } from "./timing.mjs";

const SYLLABLES = "ka ri to ne su lo mi ba ve du pa gi so ra te".split(" ");

function prepare(n) {
  const words = [];
  let x = 42;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    let k = x % 1000;
    // A few words are frequent, most are rare.
    k = Math.floor((k * k) / 1000);
    let word = SYLLABLES[k % 15] + SYLLABLES[Math.floor(k / 15) % 15] + SYLLABLES[Math.floor(k / 225) % 15];
    if (x % 11 === 0) word = word.toUpperCase();
    if (x % 7 === 0) word += ",";
    words.push(word);
  }
  return words.join(" ");
}

function run(text) {
  const counts = new Map();
  for (let word of text.split(" ")) {
    if (word.endsWith(",")) word = word.slice(0, -1);
    word = word.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const groups = new Map();
  for (const [word, count] of counts) {
    const group = groups.get(word[0]);
    if (group === undefined) groups.set(word[0], [count]);
    else group.push(count);
  }
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5);
  const sums = [...groups].map(([letter, numbers]) => [letter, numbers.reduce((a, b) => a + b, 0)]);
  sums.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const parts = top.map(([word, count]) => `${word}=${count}`);
  parts.push(...sums.map(([letter, total]) => `${letter}:${total}`));
  return `${counts.size} ${parts.join(" ")}`;
}

main(prepare, run, 500000);
