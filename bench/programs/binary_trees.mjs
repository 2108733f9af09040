import { main } from "./timing.mjs";

class Node {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }
}

function make(depth) {
  if (depth === 0) return new Node(null, null);
  return new Node(make(depth - 1), make(depth - 1));
}

function check(node) {
  if (node.left === null) return 1;
  return 1 + check(node.left) + check(node.right);
}

function run(n) {
  let total = check(make(n + 1));
  const longLived = make(n);
  for (let depth = 4; depth <= n; depth += 4) {
    for (let i = 0; i < 1 << (n - depth); i++) total += check(make(depth));
  }
  return total + check(longLived);
}

main((n) => n, run, 15);
