// Krait's layout engine (src/layout) driven from JavaScript: a tree of styles in, boxes out.
//
//   const engine = await layout();
//   engine.load(tree);                 {style: {CSS names in camelCase}, children}, without texts
//   engine.run(width, height);
//   engine.boxes()                     a Float32Array: x, y, width, height of each node, parents first
//   engine.set(node, "width", 20)      one property of a node, by its number; then run again
import bytes from "layout.wasm";

const words = (names) => Object.fromEntries(names.map((name, value) => [name, value]));
const ALIGN = { ...words(["auto", "flex-start", "flex-end", "center", "stretch", "baseline", "space-between", "space-around", "space-evenly", "start", "end"]), normal: 0 };
// By the order of LayoutStyle: the words of each key.
const CHOICES = {
  display: [0, words(["flex", "block", "grid", "none"])],
  flexDirection: [1, words(["row", "row-reverse", "column", "column-reverse"])],
  flexWrap: [2, words(["nowrap", "wrap", "wrap-reverse"])],
  position: [3, words(["static", "relative", "absolute"])],
  justifyContent: [4, ALIGN],
  alignContent: [5, ALIGN],
  alignItems: [6, ALIGN],
  alignSelf: [7, ALIGN],
  overflow: [8, { visible: 0, hidden: 1, scroll: 1, auto: 1 }],
};
const NUMBERS = { flexGrow: 9, flexShrink: 10, aspectRatio: 11 };
const SIDES = ["Left", "Top", "Right", "Bottom"];
const LENGTHS = Object.fromEntries([
  "flexBasis", "width", "height", "minWidth", "minHeight", "maxWidth", "maxHeight",
  ...SIDES.map((side) => `margin${side}`), ...SIDES.map((side) => `padding${side}`), ...SIDES.map((side) => `border${side}Width`),
  "left", "top", "right", "bottom", "columnGap", "rowGap",
].map((name, index) => [name, 32 + index]));
const FOUR = { margin: (side) => `margin${side}`, padding: (side) => `padding${side}`, borderWidth: (side) => `border${side}Width` };
const PX = 1, PERCENT = 2, AUTO = 3;

const number = new Float32Array(1);
const bits = new Uint32Array(number.buffer);
function bitsOf(value) {
  number[0] = value;
  return bits[0];
}

// One property as the pairs of tools/web/layout_wasm.c.
function encode(name, value, put) {
  if (name in CHOICES) {
    const [key, choices] = CHOICES[name];
    if (!(value in choices)) throw new TypeError(`${name}: ${value}`);
    put(key, choices[value]);
  } else if (name in NUMBERS) {
    put(NUMBERS[name], bitsOf(value));
  } else if (name in LENGTHS) {
    if (typeof value === "number") put(LENGTHS[name] | (PX << 8), bitsOf(value));
    else if (value === "auto") put(LENGTHS[name] | (AUTO << 8), 0);
    else if (/^-?[\d.]+%$/.test(value)) put(LENGTHS[name] | (PERCENT << 8), bitsOf(parseFloat(value)));
    else throw new TypeError(`${name}: ${value}`);
  } else if (name in FOUR) {
    for (const side of SIDES) encode(FOUR[name](side), value, put);
  } else if (name === "gap") {
    encode("rowGap", value, put);
    encode("columnGap", value, put);
  } else if (name === "order") {
    put(12, value >>> 0);
  } else {
    throw new TypeError(`unknown property ${name}`);
  }
}

// The tree as words. Keep the result to load the same tree again.
export function serialize(tree) {
  let out = new Uint32Array(1024), length = 0, count = 0;
  const put = (key, value) => {
    if (length + 2 > out.length) {
      const more = new Uint32Array(out.length * 2);
      more.set(out);
      out = more;
    }
    out[length++] = key;
    out[length++] = value;
  };
  const visit = (node, parent) => {
    const own = count++;
    const head = length;
    put(parent, 0);
    for (const name in node.style) encode(name, node.style[name], put);
    out[head + 1] = (length - head - 2) / 2;
    for (const child of node.children ?? []) visit(child, own);
  };
  visit(tree, 0xffffffff);
  return { words: out.subarray(0, length), count };
}

export async function layout() {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const { exports } = instance;
  let count = 0;
  return {
    load(tree) {
      const form = tree.words ? tree : serialize(tree);
      const at = exports.reserve(form.count, form.words.length);
      if (at === 0) throw new RangeError("no memory for the tree");
      new Uint32Array(exports.memory.buffer, at, form.words.length).set(form.words);
      count = exports.read(form.words.length);
      if (count !== form.count) throw new TypeError("no tree");
    },
    run: (width, height) => exports.run(width, height),
    boxes: () => new Float32Array(exports.memory.buffer, exports.boxes(), count * 4),
    set: (node, name, value) => encode(name, value, (key, word) => exports.set(node, key, word)),
  };
}
