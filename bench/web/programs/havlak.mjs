import { main } from "../../programs/timing.mjs";

const NON_HEADER = 0;
const REDUCIBLE = 1;
const SELF = 2;
const IRREDUCIBLE = 3;

class Block {
  constructor(name) {
    this.name = name;
    this.ins = [];
    this.outs = [];
  }
}

class Graph {
  constructor() {
    this.blocks = new Map();
    this.start = null;
  }

  block(name) {
    let block = this.blocks.get(name);
    if (block === undefined) {
      block = new Block(name);
      this.blocks.set(name, block);
      this.start ??= block;
    }
    return block;
  }

  edge(source, target) {
    const a = this.block(source);
    const b = this.block(target);
    a.outs.push(b);
    b.ins.push(a);
  }
}

class Loop {
  constructor(header, isReducible) {
    this.header = header;
    this.isReducible = isReducible;
    this.blocks = new Set();
    this.children = new Set();
    this.parent = null;
    this.nesting = 0;
    this.depth = 0;
  }

  setParent(parent) {
    this.parent = parent;
    parent.children.add(this);
  }
}

// A member of a union-find forest over the blocks, in the order of the depth-first search.
class Node {
  constructor(block, number) {
    this.parent = this;
    this.block = block;
    this.number = number;
    this.loop = null;
  }

  find() {
    const path = [];
    let node = this;
    while (node !== node.parent) {
      if (node.parent !== node.parent.parent) path.push(node);
      node = node.parent;
    }
    for (const other of path) other.parent = node.parent;
    return node;
  }
}

class LoopFinder {
  constructor(graph) {
    this.graph = graph;
    this.root = new Loop(null, true);
    this.loops = [];
    this.numbers = new Map();
    this.nodes = [];
    this.lasts = [];
  }

  numberBlocks(start) {
    const stack = [[start, 0]];
    this.enter(start);
    while (stack.length > 0) {
      const [block, at] = stack.pop();
      if (at < block.outs.length) {
        stack.push([block, at + 1]);
        const target = block.outs[at];
        if (!this.numbers.has(target)) {
          this.enter(target);
          stack.push([target, 0]);
        }
      } else {
        this.lasts[this.numbers.get(block)] = this.nodes.length - 1;
      }
    }
  }

  enter(block) {
    const number = this.nodes.length;
    this.numbers.set(block, number);
    this.nodes.push(new Node(block, number));
    this.lasts.push(number);
  }

  isAncestor(w, v) {
    return w <= v && v <= this.lasts[w];
  }

  find() {
    this.numberBlocks(this.graph.start);
    const size = this.nodes.length;
    const backs = Array.from({ length: size }, () => []);
    const others = Array.from({ length: size }, () => new Set());
    const kinds = new Array(size).fill(NON_HEADER);
    for (let w = 0; w < size; w++) {
      for (const block of this.nodes[w].block.ins) {
        const v = this.numbers.get(block);
        if (v !== undefined) {
          if (this.isAncestor(w, v)) backs[w].push(v);
          else others[w].add(v);
        }
      }
    }
    for (let w = size - 1; w >= 0; w--) {
      const pool = [];
      for (const v of backs[w]) {
        if (v !== w) pool.push(this.nodes[v].find());
        else kinds[w] = SELF;
      }
      if (pool.length > 0) kinds[w] = REDUCIBLE;
      const todo = [...pool];
      while (todo.length > 0) {
        const x = todo.pop();
        for (const y of [...others[x.number]]) {
          const target = this.nodes[y].find();
          if (!this.isAncestor(w, target.number)) {
            kinds[w] = IRREDUCIBLE;
            others[w].add(target.number);
          } else if (target.number !== w && !pool.includes(target)) {
            todo.push(target);
            pool.push(target);
          }
        }
      }
      if (pool.length > 0 || kinds[w] === SELF) this.makeLoop(w, pool, kinds[w] !== IRREDUCIBLE);
    }
    return this.loops;
  }

  makeLoop(w, pool, isReducible) {
    const head = this.nodes[w];
    const loop = new Loop(head.block, isReducible);
    loop.blocks.add(head.block);
    head.loop = loop;
    for (const node of pool) {
      node.parent = head;
      if (node.loop !== null) node.loop.setParent(loop);
      else loop.blocks.add(node.block);
    }
    this.loops.push(loop);
  }

  nest(loop, depth) {
    loop.depth = depth;
    for (const child of loop.children) {
      this.nest(child, depth + 1);
      loop.nesting = Math.max(loop.nesting, child.nesting + 1);
    }
  }
}

function diamond(graph, start) {
  graph.edge(start, start + 1);
  graph.edge(start, start + 2);
  graph.edge(start + 1, start + 3);
  graph.edge(start + 2, start + 3);
  return start + 3;
}

function straight(graph, start, n) {
  for (let i = 0; i < n; i++) graph.edge(start + i, start + i + 1);
  return start + n;
}

function baseLoop(graph, start) {
  const header = straight(graph, start, 1);
  const split = diamond(graph, header);
  const down = straight(graph, split, 1);
  const join = diamond(graph, down);
  const bottom = straight(graph, join, 1);
  graph.edge(bottom, header);
  graph.edge(split, bottom);
  return straight(graph, bottom, 1);
}

function build(n) {
  const graph = new Graph();
  let at = straight(graph, 0, 2);
  for (let i = 0; i < n; i++) {
    const top = at;
    at = straight(graph, at, 1);
    for (let j = 0; j < 5; j++) {
      const inner = at;
      at = straight(graph, at, 1);
      for (let k = 0; k < 5; k++) at = baseLoop(graph, at);
      const bottom = straight(graph, at, 1);
      graph.edge(at, inner);
      at = bottom;
    }
    const bottom = straight(graph, at, 1);
    graph.edge(at, top);
    at = bottom;
  }
  return graph;
}

function run(graph) {
  const finder = new LoopFinder(graph);
  const loops = finder.find();
  for (const loop of loops) {
    if (loop.parent === null) loop.setParent(finder.root);
  }
  finder.nest(finder.root, 0);
  let deepest = 0;
  let members = 0;
  let irreducible = 0;
  for (const loop of loops) {
    deepest = Math.max(deepest, loop.depth);
    members += loop.blocks.size;
    if (!loop.isReducible) irreducible++;
  }
  return `${graph.blocks.size} ${loops.length} ${deepest} ${members} ${irreducible}`;
}

main(build, run, 60);
