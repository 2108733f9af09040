console.log("first-statement");

class Item {
  constructor(name, price, count) {
    this.name = name;
    this.price = price;
    this.count = count;
  }
  total() {
    return this.price * this.count;
  }
  toString() {
    return `${this.name} x${this.count}`;
  }
}

class Cart {
  constructor(owner) {
    this.owner = owner;
    this.items = [];
    this.discounts = new Map();
  }
  add(name, price, count = 1) {
    for (const item of this.items) {
      if (item.name === name) {
        item.count += count;
        return item;
      }
    }
    const item = new Item(name, price, count);
    this.items.push(item);
    return item;
  }
  remove(name) {
    const index = this.items.findIndex((item) => item.name === name);
    if (index >= 0) this.items.splice(index, 1);
    return index >= 0;
  }
  discount(name, percent) {
    if (percent < 0 || percent > 100) throw new RangeError(`percent out of range: ${percent}`);
    this.discounts.set(name, percent);
  }
  total() {
    let amount = 0;
    for (const item of this.items) amount += (item.total() * (100 - (this.discounts.get(item.name) ?? 0))) / 100;
    return amount;
  }
  report() {
    const lines = [`Cart of ${this.owner}`];
    for (const item of [...this.items].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      lines.push(item.name.padEnd(10) + String(item.count).padStart(4) + item.total().toFixed(2).padStart(10));
    }
    lines.push("total".padEnd(14) + this.total().toFixed(2).padStart(10));
    return lines.join("\n");
  }
}

function parse(text) {
  const orders = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const [name, price, count] = line.trim().split(",");
    orders.push([name, Number(price), Number(count)]);
  }
  return orders;
}

function histogram(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const ORDERS = `
apple,0.5,10
pear,0.75,4
apple,0.5,2
melon,3.2,1
`;

const cart = new Cart("Ada");
for (const [name, price, count] of parse(ORDERS)) cart.add(name, price, count);
cart.discount("melon", 25);
try {
  cart.discount("pear", 120);
} catch (error) {
  console.log(error.message);
}
console.log(cart.report());
console.log(cart.remove("pear"), cart.remove("plum"), cart.items.join(", "));
const counts = histogram("the cat and the dog and the bird".split(" "));
for (const [word, count] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) console.log(word, count);
const squares = [...Array(10).keys()].filter((n) => n % 2).map((n) => n * n);
console.log(squares.join(", "), squares.reduce((a, b) => a + b), Math.max(...squares));
const primes = [];
for (let n = 2; n < 50; n++) if (primes.every((p) => n % p)) primes.push(n);
console.log(primes.join(", "));
console.log("done");
