// A* on a grid, the game of life on a set of cells, digits of pi with big integers.
import { main } from "../../programs/timing.mjs";

const isBefore = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

class Heap {
  constructor() {
    this.items = [];
  }

  push(item) {
    const items = this.items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!isBefore(item, items[up])) break;
      items[at] = items[up];
      at = up;
    }
    items[at] = item;
  }

  pop() {
    const items = this.items;
    const top = items[0];
    const item = items.pop();
    const size = items.length;
    if (size > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && isBefore(items[child + 1], items[child])) child++;
        if (!isBefore(items[child], item)) break;
        items[at] = items[child];
        at = child;
      }
      items[at] = item;
    }
    return top;
  }
}

function shortest(width, walls) {
  const start = 0;
  const goal = width * width - 1;
  const costs = new Map([[start, 0]]);
  const queue = new Heap();
  queue.push([0, start]);
  while (queue.items.length > 0) {
    const [, at] = queue.pop();
    if (at === goal) return costs.get(at);
    const x = at % width;
    const y = Math.floor(at / width);
    const cost = costs.get(at) + 1;
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      const nx = x + dx;
      const ny = y + dy;
      if (nx >= 0 && nx < width && ny >= 0 && ny < width) {
        const to = ny * width + nx;
        if (!walls.has(to)) {
          const known = costs.get(to);
          if (known === undefined || cost < known) {
            costs.set(to, cost);
            queue.push([cost + width - 1 - nx + width - 1 - ny, to]);
          }
        }
      }
    }
  }
  return -1;
}

function maze(width) {
  const walls = new Set();
  let x = 31;
  for (let at = 1; at < width * width - 1; at++) {
    x = (x * 16807) % 2147483647;
    if (x % 100 < 28) walls.add(at);
  }
  return walls;
}

function generation(alive) {
  const counts = new Map();
  for (const cell of alive) {
    for (const n of [cell - 1025, cell - 1024, cell - 1023, cell - 1, cell + 1, cell + 1023, cell + 1024, cell + 1025]) {
      counts.set(n, (counts.get(n) ?? 0) + 1);
    }
  }
  const next = new Set();
  for (const [cell, count] of counts) {
    if (count === 3 || (count === 2 && alive.has(cell))) next.add(cell);
  }
  return next;
}

function life(turns) {
  const acorn = [1, 1024 + 3, 2048, 2049, 2052, 2053, 2054];
  let alive = new Set(acorn.map((at) => 512 * 1024 + 512 + at));
  for (let i = 0; i < turns; i++) alive = generation(alive);
  return alive.size;
}

function piDigits(n) {
  const digits = [];
  let [q, r, t, k, m, x] = [1n, 0n, 1n, 1n, 3n, 3n];
  while (digits.length < n) {
    if (4n * q + r - t < m * t) {
      digits.push(m.toString());
      [q, r, m] = [10n * q, 10n * (r - m * t), (10n * (3n * q + r)) / t - 10n * m];
    } else {
      [q, r, t, k, m, x] = [q * k, (2n * q + r) * x, t * x, k + 1n, (q * (7n * k + 2n) + r * x) / (t * x), x + 2n];
    }
  }
  return digits.join("");
}

function run([n, walls]) {
  return `${shortest(n, walls)} ${life(n)} ${piDigits(n * 2).slice(-10)}`;
}

main((n) => [n, maze(n)], run, 150);
