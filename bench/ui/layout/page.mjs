// In the page: both engines on the same trees, in turns.
import { layout, serialize } from "../../../web/layout/layout.mjs";
import Yoga from "yoga-layout";
import { trees } from "./trees.mjs";

const WIDTH = 1280, HEIGHT = 720, SIDES = ["Left", "Top", "Right", "Bottom"];
const config = Yoga.Config.create();
config.setUseWebDefaults(true);
config.setPointScaleFactor(0); // no rounding to pixels: neither do we

const upper = (word) => word.replace(/(^|-)(\w)/g, (_, dash, letter) => letter.toUpperCase());
const choice = (group, value) => Yoga[`${group.replace(/[A-Z]/g, (l, at) => (at ? "_" : "") + l).toUpperCase()}_${value.replace("-", "_").toUpperCase()}`];
const SETTERS = {
  flexDirection: (node, value) => node.setFlexDirection(choice("FlexDirection", value)),
  flexWrap: (node, value) => node.setFlexWrap(choice("Wrap", value === "nowrap" ? "no-wrap" : value)),
  justifyContent: (node, value) => node.setJustifyContent(choice("Justify", value)),
  alignItems: (node, value) => node.setAlignItems(choice("Align", value)),
  alignContent: (node, value) => node.setAlignContent(choice("Align", value)),
  padding: (node, value) => node.setPadding(Yoga.EDGE_ALL, value),
  margin: (node, value) => node.setMargin(Yoga.EDGE_ALL, value),
  borderWidth: (node, value) => node.setBorder(Yoga.EDGE_ALL, value),
  gap: (node, value) => node.setGap(Yoga.GUTTER_ALL, value),
};

function yogaTree(tree, all) {
  const node = Yoga.Node.create(config);
  all.push(node);
  for (const name in tree.style) {
    if (name in SETTERS) SETTERS[name](node, tree.style[name]);
    else node[`set${upper(name)}`](tree.style[name]);
  }
  tree.children.forEach((child, index) => node.insertChild(yogaTree(child, all), index));
  return node;
}

function yogaBoxes(all) {
  const boxes = new Float32Array(all.length * 4);
  all.forEach((node, index) => {
    const { left, top, width, height } = node.getComputedLayout();
    boxes.set([left, top, width, height], index * 4);
  });
  return boxes;
}

const timed = (times, name, work) => {
  const begun = performance.now();
  const value = work();
  (times[name] ??= []).push(performance.now() - begun);
  return value;
};

function differences(ours, theirs) {
  let count = 0;
  for (let i = 0; i < ours.length; i++) count += Math.abs(ours[i] - theirs[i]) > 0.5;
  return count;
}

// Returns the times of one kind of tree: `layout` alone, `all` from JavaScript's tree to JavaScript's numbers, `again` after a leaf changed.
async function measure(kind, count, rounds) {
  const tree = trees[kind](count), times = {};
  let nodes = 0, wrong = 0;
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    const all = [];
    const root = yogaTree(tree, all);
    timed(times, "yoga layout", () => root.calculateLayout(WIDTH, undefined, Yoga.DIRECTION_LTR));
    const theirs = yogaBoxes(all);
    (times["yoga all"] ??= []).push(performance.now() - begun);
    all.at(-1).setWidth(51);
    timed(times, "yoga again", () => root.calculateLayout(WIDTH, undefined, Yoga.DIRECTION_LTR));
    const theirsAgain = yogaBoxes(all);
    root.freeRecursive();

    const engine = await layout();
    const begunOurs = performance.now();
    engine.load(serialize({ ...tree, style: { ...tree.style, width: WIDTH } }));
    timed(times, "krait layout", () => engine.run(WIDTH, HEIGHT));
    const ours = engine.boxes().slice();
    (times["krait all"] ??= []).push(performance.now() - begunOurs);
    engine.set(all.length - 1, "width", 51);
    timed(times, "krait again", () => engine.run(WIDTH, HEIGHT));
    wrong += differences(ours, theirs) + differences(engine.boxes(), theirsAgain);
    nodes = all.length;
  }
  const best = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, Math.min(...list)]));
  return { kind, nodes, wrong, best };
}

window.measure = measure;
window.kinds = Object.keys(trees);
