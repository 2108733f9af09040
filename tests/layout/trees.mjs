// Random trees of styles, made from a seed alone: what `krait layout` reads.

// Mulberry32 (Tommy Ettinger, public domain algorithm).
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = ["a", "the", "layout", "engine", "AV", "To", "wonderful", "box-sizing", "x", "of", "fragmentation", "and", "Kräuter"];
const ALIGNS = ["stretch", "flex-start", "flex-end", "center", "start", "end", "baseline"];
const SPREADS = ["flex-start", "flex-end", "center", "space-between", "space-around", "space-evenly", "start", "end"];

class Trees {
  constructor(seed) {
    this.next = random(seed);
    this.left = 3 + Math.floor(this.next() * 22);
  }
  chance(share) { return this.next() < share; }
  pick(list) { return list[Math.floor(this.next() * list.length)]; }
  px(most) { return Math.floor(this.next() * most); }
  size() { return this.chance(0.7) ? this.px(160) : this.chance(0.7) ? `${this.pick([10, 25, 33.3, 50, 80, 100, 120])}%` : this.px(60) + 0.5; }

  edges(style, name, most, canBeAuto) {
    for (const side of ["Left", "Top", "Right", "Bottom"]) {
      if (!this.chance(0.25)) continue;
      style[name + side] = canBeAuto && this.chance(0.3) ? "auto" : this.chance(0.1) ? `${this.px(12)}%` : this.px(most);
    }
  }

  container(style) {
    style.display = this.chance(0.12) ? "grid" : "flex";
    if (style.display === "grid") {
      if (this.chance(0.6)) style.placeItems = `${this.pick(["center", "start", "end", "stretch"])} ${this.pick(["center", "start", "end", "stretch"])}`;
      return;
    }
    style.flexDirection = this.pick(["row", "row", "column", "column", "row-reverse", "column-reverse"]);
    // What a wrapped column asks of a row around it depends on its height: krait takes its widest child.
    if (this.chance(style.flexDirection.startsWith("row") ? 0.4 : 0)) style.flexWrap = this.pick(["wrap", "wrap", "wrap-reverse"]);
    if (this.chance(0.5)) style.justifyContent = this.pick(SPREADS);
    if (this.chance(0.5)) style.alignItems = this.pick(ALIGNS);
    if ((style.flexDirection.startsWith("column") || style.flexWrap === "wrap-reverse") && style.alignItems === "baseline") style.alignItems = "center";
    if (this.chance(0.3)) style.alignContent = this.pick([...SPREADS, "stretch"]);
    if (this.chance(0.3)) style.gap = this.chance(0.5) ? this.px(12) : `${this.px(12)}px ${this.px(12)}px`;
  }

  item(style) {
    if (this.chance(0.3)) style.flexGrow = this.pick([0, 1, 1, 2, 0.5, 0.2]);
    if (this.chance(0.3)) style.flexShrink = this.pick([0, 1, 2, 0.5, 0.1]);
    if (this.chance(0.25)) style.flexBasis = this.chance(0.3) ? "auto" : this.size();
    if (this.chance(0.2)) style.alignSelf = this.pick(ALIGNS.slice(0, -1));
    if (this.chance(0.06)) style.order = this.pick([-1, 1, 2]);
    if (this.chance(0.1)) style.overflow = "hidden";
    
    if (this.chance(0.06)) this.positioned(style);
    if (this.chance(0.02)) style.display = "none";
  }

  positioned(style) {
    style.position = this.pick(["absolute", "absolute", "relative"]);
    if (style.position === "absolute") {
      style.left = this.px(40);
      style.top = this.px(40);
    }
    for (const side of ["left", "top", "right", "bottom"]) if (this.chance(0.4)) style[side] = style.position === "relative" || this.chance(0.8) ? this.px(40) : "10%";
  }

  limits(style, hasHeight) {
    if (this.chance(0.4)) style.width = this.size();
    if (this.chance(0.35)) style.height = this.size();
    for (const name of ["minWidth", "maxWidth", "minHeight", "maxHeight"]) if (this.chance(0.08)) style[name] = this.size();
    // Of a height that comes from the content, browsers themselves take percentages now and then.
    for (const name of hasHeight ? ["minHeight", "maxHeight"] : ["height", "minHeight", "maxHeight"]) if (String(style[name]).endsWith("%")) delete style[name];
    this.edges(style, "padding", 14, false);
    this.edges(style, "margin", 14, true);
    if (this.chance(0.1)) style.borderWidth = this.px(5);
  }

  text() {
    const words = [];
    for (let i = Math.floor(this.next() * 7); i >= 0; i--) words.push(this.pick(WORDS));
    return words.join(" ");
  }

  node(depth, parent) {
    const isInGrid = parent?.display === "grid", hasHeight = !parent || typeof parent.height === "number";
    const style = {};
    this.left--;
    const isLeaf = depth >= 6 || this.left <= 0 || this.chance(0.35);
    if (!isLeaf) this.container(style);
    else style.display = "flex";
    this.limits(style, hasHeight);
    if (depth > 0) this.item(style);
    if (isInGrid) style.gridArea = "1 / 1";
    // A ratio is for boxes without content that have one size of their own.
    if (isLeaf && this.chance(0.12) && style.position !== "absolute" && !Object.values(style).some((value) => String(value).endsWith("%"))) {
      style.aspectRatio = this.pick(["1", "16 / 9", "0.5"]);
      for (const name of ["width", "height", "minWidth", "maxWidth", "minHeight", "maxHeight"]) delete style[name];
      style[this.pick(["width", "height"])] = 10 + this.px(90);
      style.flexGrow = style.flexShrink = 0;
      style.alignSelf = this.pick(["center", "flex-start"]);
      delete style.flexBasis;
    }
    if (isLeaf && this.chance(0.45) && !style.aspectRatio) return { style: { ...style, ...(this.chance(0.3) ? { fontSize: 10 + this.px(14) } : {}) }, text: this.text() };
    if (style.position === "absolute") delete style.alignSelf;
    const children = [];
    if (!isLeaf) {
      for (let i = 1 + Math.floor(this.next() * 5); i > 0 && this.left > 0; i--) children.push(this.node(depth + 1, style));
    }
    return children.length > 0 ? { style, children } : { style };
  }
}

export function makeTree(seed) {
  const trees = new Trees(seed);
  const tree = trees.node(0, null);
  delete tree.style.position;
  if (tree.style.display === "none") tree.style.display = "flex";
  for (const side of ["Left", "Top", "Right", "Bottom"]) delete tree.style[`margin${side}`];
  return tree;
}

// Smaller trees: without a subtree, without a property.
export function* smaller(tree) {
  function* cuts(node, rebuild) {
    for (let i = 0; i < (node.children?.length ?? 0); i++) {
      const children = node.children.filter((_, k) => k !== i);
      yield rebuild({ ...node, children });
    }
    for (const name of Object.keys(node.style)) {
      if (name === "display" || name === "gridArea") continue;
      const { [name]: _, ...style } = node.style;
      yield rebuild({ ...node, style });
    }
    for (let i = 0; i < (node.children?.length ?? 0); i++) {
      yield* cuts(node.children[i], (child) => rebuild({ ...node, children: node.children.map((c, k) => (k === i ? child : c)) }));
    }
  }
  yield* cuts(tree, (node) => node);
}
