// The graphs of graphs.c in alien-signals: the same nodes, the same reads, the same turns.
import { computed, effect, effectScope, endBatch, signal, startBatch } from "alien-signals";

export const kinds = ["deep", "broad", "diamond", "triangle", "mux", "repeated", "unstable", "avoidable", "cellx", "dynamic", "create"];

let sum = 0;
const seen = (node) => effect(() => { sum += node(); });

function deep() {
  const source = signal(0);
  let node = source;
  for (let i = 0; i < 50; i++) {
    const before = node;
    node = computed(() => before() + 1);
  }
  seen(node);
  return [source];
}

function broad() {
  const source = signal(0);
  for (let i = 0; i < 50; i++) {
    const item = computed(() => (source() & 0xffff >> i % 16) + i);
    seen(computed(() => item() + 1));
  }
  return [source];
}

function diamond() {
  const source = signal(0);
  const middle = Array.from({ length: 5 }, () => computed(() => source() + 1));
  seen(computed(() => {
    let total = 0;
    for (const node of middle) total += node();
    return total;
  }));
  return [source];
}

function triangle() {
  const source = signal(0), all = [source];
  for (let i = 1; i < 10; i++) {
    const before = all[i - 1];
    all.push(computed(() => before() + 1));
  }
  seen(computed(() => {
    let total = 0;
    for (let i = 0; i < all.length; i++) total += all[i]();
    return total;
  }));
  return [source];
}

function mux() {
  const sources = Array.from({ length: 100 }, () => signal(0));
  const all = computed(() => {
    let total = 0;
    for (let i = 0; i < sources.length; i++) total += sources[i]();
    return total;
  });
  for (let i = 0; i < 100; i++) {
    const item = computed(() => (all() & 0xffff >> i % 16) + i);
    seen(computed(() => item() + 1));
  }
  return sources;
}

function repeated() {
  const source = signal(0);
  seen(computed(() => {
    let total = 0;
    for (let i = 0; i < 30; i++) total += source();
    return total;
  }));
  return [source];
}

function unstable() {
  const source = signal(0);
  const twice = computed(() => source() + source());
  const more = computed(() => source() + 1);
  seen(computed(() => {
    let total = 0;
    for (let i = 0; i < 20; i++) total += source() % 2 ? twice() : more();
    return total;
  }));
  return [source];
}

function avoidable() {
  const source = signal(0);
  const first = computed(() => source() + 1);
  let node = computed(() => first() & 0);
  for (let i = 0; i < 3; i++) {
    const before = node;
    node = computed(() => before() + 1);
  }
  seen(node);
  return [source];
}

function cellx() {
  const sources = [1, 2, 3, 4].map((value) => signal(value));
  let row = sources;
  for (let layer = 0; layer < 1000; layer++) {
    const [a, b, c, d] = row;
    row = [computed(() => b() + 1), computed(() => a() - c()), computed(() => b() + d()), computed(() => c() + 1)];
    row.forEach(seen);
  }
  return sources;
}

function dynamic() {
  const sources = Array.from({ length: 100 }, (_, i) => signal(i));
  let row = sources;
  for (let layer = 0; layer < 5; layer++) {
    const at = row;
    row = at.map((a, i) => {
      const b = at[(i + 1) % 100], c = at[(i + 2) % 100], d = at[(i + 3) % 100];
      if (i % 4) return computed(() => a() + b() + c() + d());
      return computed(() => {
        const first = a();
        const other = first & 1 ? b() : c();
        return (first + other + d()) & 0xffff;
      });
    });
  }
  for (let i = 0; i < 100; i += 5) seen(row[i]);
  return sources;
}

function create(i) {
  const dispose = effectScope(() => {
    for (let k = 0; k < 100; k++) {
      const source = signal(i + k);
      seen(computed(() => source() + 1));
    }
  });
  dispose();
}

const makers = { deep, broad, diamond, triangle, mux, repeated, unstable, avoidable, cellx, dynamic };

export function graph(kind) {
  let sources;
  if (kind !== "create") effectScope(() => { sources = makers[kind](); });
  return (from, count) => {
    sum = 0;
    for (let i = from; i < from + count; i++) {
      if (kind === "create") {
        create(i);
        continue;
      }
      startBatch();
      if (kind === "cellx") for (let k = 0; k < 4; k++) sources[k](i + k);
      else sources[i % sources.length](i);
      endBatch();
    }
    return sum;
  };
}
