// Trees of 10,000 nodes that both engines understand alike: no texts, and no item is asked to be smaller than its content.

function random(seed) { // mulberry32
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const leaf = (next) => ({ style: { width: 10 + Math.floor(next() * 30), height: 8 + Math.floor(next() * 20), flexShrink: 0 }, children: [] });

// Rows of cells in a column: a table, a list.
function wide(count) {
  const next = random(1), root = { style: { flexDirection: "column", alignContent: "flex-start" }, children: [] };
  for (let made = 1; made < count; made += 11) {
    const row = { style: { padding: 2, gap: 4, alignItems: "center", flexShrink: 0 }, children: [] };
    for (let i = 0; i < 10; i++) row.children.push(leaf(next));
    root.children.push(row);
  }
  return root;
}

// Two children each, rows and columns by turns.
function deep(count) {
  const next = random(2);
  let left = count;
  const make = (depth) => {
    left--;
    if (depth === 0) return leaf(next);
    const style = { flexDirection: depth % 2 ? "row" : "column", flexShrink: 0, padding: 1, gap: 1 };
    return { style, children: [make(depth - 1), make(depth - 1)] };
  };
  const root = { style: { flexDirection: "column" }, children: [] };
  while (left > 8000) root.children.push(make(10));
  while (left > 1) root.children.push(make(4));
  return root;
}

// Cards as applications have them: a head, a body that grows, wrapping tags, a foot with space between.
function cards(count) {
  const next = random(3), root = { style: { flexDirection: "column", padding: 16, gap: 12 }, children: [] };
  for (let made = 1; made < count; made += 25) {
    const head = { style: { gap: 8, alignItems: "center", flexShrink: 0 }, children: [leaf(next), { style: { flexGrow: 1, height: 20 }, children: [] }, leaf(next)] };
    const tags = { style: { flexWrap: "wrap", gap: 4, alignContent: "flex-start", alignItems: "flex-start", flexShrink: 0 }, children: Array.from({ length: 8 }, () => leaf(next)) };
    const side = { style: { width: 80, flexDirection: "column", gap: 2, flexShrink: 0 }, children: [leaf(next), leaf(next), leaf(next)] };
    const body = { style: { gap: 8, flexShrink: 0 }, children: [side, { style: { flexGrow: 1, flexBasis: 0, padding: 4 }, children: [leaf(next)] }] };
    const foot = { style: { justifyContent: "space-between", flexShrink: 0 }, children: [leaf(next), leaf(next), leaf(next)] };
    root.children.push({ style: { flexDirection: "column", padding: 12, gap: 8, margin: 4, borderWidth: 1, flexShrink: 0 }, children: [head, tags, body, foot] });
  }
  return root;
}

export const trees = { wide, deep, cards };
