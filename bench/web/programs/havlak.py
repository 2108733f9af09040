import sys
import time

NON_HEADER = 0
REDUCIBLE = 1
SELF = 2
IRREDUCIBLE = 3


class Block:
    def __init__(self, name):
        self.name = name
        self.ins = []
        self.outs = []


class Graph:
    def __init__(self):
        self.blocks = {}
        self.start = None

    def block(self, name):
        block = self.blocks.get(name)
        if block is None:
            block = Block(name)
            self.blocks[name] = block
            if self.start is None:
                self.start = block
        return block

    def edge(self, source, target):
        a = self.block(source)
        b = self.block(target)
        a.outs.append(b)
        b.ins.append(a)


class Loop:
    def __init__(self, header, is_reducible):
        self.header = header
        self.is_reducible = is_reducible
        self.blocks = set()
        self.children = set()
        self.parent = None
        self.nesting = 0
        self.depth = 0

    def set_parent(self, parent):
        self.parent = parent
        parent.children.add(self)


class Node:
    """A member of a union-find forest over the blocks, in the order of the depth-first search."""

    def __init__(self, block, number):
        self.parent = self
        self.block = block
        self.number = number
        self.loop = None

    def find(self):
        path = []
        node = self
        while node is not node.parent:
            if node.parent is not node.parent.parent:
                path.append(node)
            node = node.parent
        for other in path:
            other.parent = node.parent
        return node


class LoopFinder:
    def __init__(self, graph):
        self.graph = graph
        self.root = Loop(None, True)
        self.loops = []
        self.numbers = {}
        self.nodes = []
        self.lasts = []

    def number_blocks(self, start):
        stack = [(start, 0)]
        self.enter(start)
        while stack:
            block, at = stack.pop()
            if at < len(block.outs):
                stack.append((block, at + 1))
                target = block.outs[at]
                if target not in self.numbers:
                    self.enter(target)
                    stack.append((target, 0))
            else:
                self.lasts[self.numbers[block]] = len(self.nodes) - 1

    def enter(self, block):
        number = len(self.nodes)
        self.numbers[block] = number
        self.nodes.append(Node(block, number))
        self.lasts.append(number)

    def is_ancestor(self, w, v):
        return w <= v <= self.lasts[w]

    def find(self):
        self.number_blocks(self.graph.start)
        size = len(self.nodes)
        backs = [[] for _ in range(size)]
        others = [set() for _ in range(size)]
        kinds = [NON_HEADER] * size
        for w in range(size):
            for block in self.nodes[w].block.ins:
                v = self.numbers.get(block)
                if v is not None:
                    if self.is_ancestor(w, v):
                        backs[w].append(v)
                    else:
                        others[w].add(v)
        for w in range(size - 1, -1, -1):
            pool = []
            for v in backs[w]:
                if v != w:
                    pool.append(self.nodes[v].find())
                else:
                    kinds[w] = SELF
            if pool:
                kinds[w] = REDUCIBLE
            todo = list(pool)
            while todo:
                x = todo.pop()
                for y in list(others[x.number]):
                    target = self.nodes[y].find()
                    if not self.is_ancestor(w, target.number):
                        kinds[w] = IRREDUCIBLE
                        others[w].add(target.number)
                    elif target.number != w and target not in pool:
                        todo.append(target)
                        pool.append(target)
            if pool or kinds[w] == SELF:
                self.make_loop(w, pool, kinds[w] != IRREDUCIBLE)
        return self.loops

    def make_loop(self, w, pool, is_reducible):
        head = self.nodes[w]
        loop = Loop(head.block, is_reducible)
        loop.blocks.add(head.block)
        head.loop = loop
        for node in pool:
            node.parent = head
            if node.loop is not None:
                node.loop.set_parent(loop)
            else:
                loop.blocks.add(node.block)
        self.loops.append(loop)

    def nest(self, loop, depth):
        loop.depth = depth
        for child in loop.children:
            self.nest(child, depth + 1)
            loop.nesting = max(loop.nesting, child.nesting + 1)


def diamond(graph, start):
    graph.edge(start, start + 1)
    graph.edge(start, start + 2)
    graph.edge(start + 1, start + 3)
    graph.edge(start + 2, start + 3)
    return start + 3


def straight(graph, start, n):
    for i in range(n):
        graph.edge(start + i, start + i + 1)
    return start + n


def base_loop(graph, start):
    header = straight(graph, start, 1)
    split = diamond(graph, header)
    down = straight(graph, split, 1)
    join = diamond(graph, down)
    bottom = straight(graph, join, 1)
    graph.edge(bottom, header)
    graph.edge(split, bottom)
    return straight(graph, bottom, 1)


def build(n):
    graph = Graph()
    at = straight(graph, 0, 2)
    for _ in range(n):
        top = at
        at = straight(graph, at, 1)
        for _ in range(5):
            inner = at
            at = straight(graph, at, 1)
            for _ in range(5):
                at = base_loop(graph, at)
            bottom = straight(graph, at, 1)
            graph.edge(at, inner)
            at = bottom
        bottom = straight(graph, at, 1)
        graph.edge(at, top)
        at = bottom
    return graph


def prepare(n):
    return build(n)


def run(graph):
    finder = LoopFinder(graph)
    loops = finder.find()
    for loop in loops:
        if loop.parent is None:
            loop.set_parent(finder.root)
    finder.nest(finder.root, 0)
    deepest = max(loop.depth for loop in loops)
    members = sum(len(loop.blocks) for loop in loops)
    irreducible = sum(1 for loop in loops if not loop.is_reducible)
    return "%d %d %d %d %d" % (len(graph.blocks), len(loops), deepest, members, irreducible)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
