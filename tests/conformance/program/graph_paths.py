# Graphs: breadth first, Dijkstra, topological order, components, minimum spanning tree.
import heapq
from collections import defaultdict, deque
from graphlib import CycleError, TopologicalSorter


class Graph:
    def __init__(self, edges, directed=False):
        self.edges = defaultdict(dict)
        for a, b, weight in edges:
            self.edges[a][b] = weight
            if directed:
                self.edges.setdefault(b, {})
            else:
                self.edges[b][a] = weight

    def breadth_first(self, start):
        seen, queue = {start: 0}, deque([start])
        while queue:
            at = queue.popleft()
            yield at, seen[at]
            for to in sorted(self.edges[at]):
                if to not in seen:
                    seen[to] = seen[at] + 1
                    queue.append(to)

    def shortest(self, start, goal):
        best, previous, heap = {start: 0}, {}, [(0, start)]
        while heap:
            cost, at = heapq.heappop(heap)
            if at == goal:
                path = [at]
                while path[-1] != start:
                    path.append(previous[path[-1]])
                return cost, path[::-1]
            if cost > best[at]:
                continue
            for to, weight in self.edges[at].items():
                if (new := cost + weight) < best.get(to, float("inf")):
                    best[to], previous[to] = new, at
                    heapq.heappush(heap, (new, to))
        return None

    def components(self):
        left = set(self.edges)
        while left:
            part = {node for node, _ in self.breadth_first(min(left))}
            left -= part
            yield sorted(part)

    def spanning_tree(self):
        parent = {node: node for node in self.edges}

        def root(node):
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        total, chosen = 0, []
        for weight, a, b in sorted((w, a, b) for a in self.edges for b, w in self.edges[a].items() if a < b):
            if root(a) != root(b):
                parent[root(a)] = root(b)
                total += weight
                chosen.append(a + b)
        return total, chosen


g = Graph([("a", "b", 7), ("a", "d", 5), ("b", "c", 8), ("b", "d", 9), ("b", "e", 7), ("c", "e", 5), ("d", "e", 15),
           ("d", "f", 6), ("e", "f", 8), ("e", "g", 9), ("f", "g", 11), ("x", "y", 1)])
print(list(g.breadth_first("a")))
print(g.shortest("a", "g"), g.shortest("a", "y"), g.shortest("a", "a"))
print(list(g.components()))
print(g.spanning_tree())
order = TopologicalSorter({"tests": {"build"}, "build": {"configure", "fetch"}, "release": {"tests", "docs"}})
print(sorted(order.static_order()), len(list(TopologicalSorter({1: {2}, 2: {3}}).static_order())))
try:
    list(TopologicalSorter({1: {2}, 2: {1}}).static_order())
except CycleError as e:
    print("cycle", sorted(set(e.args[1])))
