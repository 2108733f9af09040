# Breadth first, depth first, Dijkstra, topological order, components, spanning tree, Floyd and Warshall.
EDGES = [("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("c", "d", 8), ("d", "e", 3), ("f", "g", 1)]
INFINITY = float("inf")


class Graph:
    def __init__(self, edges, is_directed=False):
        self.next = {}
        for a, b, weight in edges:
            self.next.setdefault(a, {})[b] = weight
            self.next.setdefault(b, {})
            if not is_directed:
                self.next[b][a] = weight

    def __iter__(self):
        return iter(sorted(self.next))

    def __len__(self):
        return len(self.next)

    def __contains__(self, node):
        return node in self.next

    def __getitem__(self, node):
        return self.next[node]


def breadth_first(graph, start):
    seen = {start: None}
    queue = [start]
    for node in queue:
        for other in sorted(graph[node]):
            if other not in seen:
                seen[other] = node
                queue.append(other)
    return queue, seen


def path_to(parents, node):
    path = []
    while node is not None:
        path.append(node)
        node = parents[node]
    return path[::-1]


def depth_first(graph, node, seen=None):
    seen = set() if seen is None else seen
    seen.add(node)
    order = [node]
    for other in sorted(graph[node]):
        if other not in seen:
            order += depth_first(graph, other, seen)
    return order


def dijkstra(graph, start):
    distance = {node: INFINITY for node in graph}
    distance[start] = 0
    left = set(graph)
    while left:
        node = min(left, key=lambda n: (distance[n], n))
        left.remove(node)
        if distance[node] == INFINITY:
            break
        for other, weight in graph[node].items():
            distance[other] = min(distance[other], distance[node] + weight)
    return distance


def components(graph):
    left = set(graph)
    found = []
    while left:
        part = depth_first(graph, min(left))
        found.append(part)
        left -= set(part)
    return found


def topological(graph):
    marks = {}
    order = []

    def visit(node):
        if marks.get(node) == "done":
            return
        if node in marks:
            raise ValueError("cycle at " + node)
        marks[node] = "open"
        for other in sorted(graph[node]):
            visit(other)
        marks[node] = "done"
        order.insert(0, node)

    for node in graph:
        visit(node)
    return order


def spanning_tree(edges):
    leader = {}

    def find(node):
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    tree = []
    for a, b, weight in sorted(edges, key=lambda e: (e[2], e[0], e[1])):
        if find(a) != find(b):
            leader[find(a)] = find(b)
            tree.append((a, b, weight))
    return tree, sum(weight for _, _, weight in tree)


def all_pairs(graph):
    nodes = list(graph)
    table = [[0 if a == b else graph[a].get(b, INFINITY) for b in nodes] for a in nodes]
    for k in range(len(nodes)):
        for i in range(len(nodes)):
            for j in range(len(nodes)):
                if table[i][k] + table[k][j] < table[i][j]:
                    table[i][j] = table[i][k] + table[k][j]
    return table


graph = Graph(EDGES)
order, parents = breadth_first(graph, "a")
print(order, path_to(parents, "e"), len(graph), "g" in graph, "z" in graph)
print(depth_first(graph, "a"), components(graph))
print(dijkstra(graph, "a"))
print(topological(Graph(EDGES, True)), spanning_tree(EDGES))
for row in all_pairs(graph):
    print(" ".join(f"{x:4}" for x in row))
try:
    topological(Graph(EDGES + [("e", "a", 1)], True))
except ValueError as e:
    print(e)
try:
    graph["z"]
except KeyError as e:
    print("no node", e)
