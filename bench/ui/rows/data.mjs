const adjectives = ["pretty", "large", "big", "small", "tall", "short", "long", "handsome", "plain", "quaint", "clean", "elegant", "easy", "angry", "crazy", "helpful", "mushy", "odd", "unsightly", "adorable", "important", "inexpensive", "cheap", "expensive", "fancy"];
const colours = ["red", "yellow", "blue", "green", "pink", "brown", "purple", "brown", "white", "black", "orange"];
const nouns = ["table", "chair", "house", "bbq", "desk", "car", "pony", "cookie", "sandwich", "burger", "pizza", "mouse", "keyboard"];
const pick = (list) => list[Math.floor(Math.random() * list.length)];
let id = 1;

export function build(count) {
  const items = new Array(count);
  for (let i = 0; i < count; i++) items[i] = { id: id++, label: `${pick(adjectives)} ${pick(colours)} ${pick(nouns)}` };
  return items;
}
