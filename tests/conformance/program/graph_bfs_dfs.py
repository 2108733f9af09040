def build(edges):
    graph = {}
    for a, b in edges:
        graph.setdefault(a, []).append(b)
        graph.setdefault(b, []).append(a)
    return graph


def bfs(graph, start, goal):
    queue = [start]
    came = {start: None}
    i = 0
    while i < len(queue):
        node = queue[i]
        i += 1
        if node == goal:
            path = []
            while node is not None:
                path.append(node)
                node = came[node]
            return path[::-1]
        for n in graph[node]:
            if n not in came:
                came[n] = node
                queue.append(n)
    return None


def dfs(graph, node, seen, order):
    seen.add(node)
    for n in graph[node]:
        if n not in seen:
            dfs(graph, n, seen, order)
    order.append(node)
    return order


def components(graph):
    seen = set()
    out = []
    for node in graph:
        if node not in seen:
            out.append(sorted(dfs(graph, node, seen, [])))
    return out


def is_bipartite(graph):
    color = {}
    for start in graph:
        if start in color:
            continue
        color[start] = 0
        stack = [start]
        while stack:
            node = stack.pop()
            for n in graph[node]:
                if n not in color:
                    color[n] = 1 - color[node]
                    stack.append(n)
                elif color[n] == color[node]:
                    return False
    return True


graph = build([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "e"), ("f", "g"), (1, 2), (2, 3)])
print(bfs(graph, "a", "d"), bfs(graph, "a", "g"), bfs(graph, 1, 3))
print(dfs(graph, "a", set(), []), [sorted(map(str, c)) for c in [list(map(str, x)) for x in components(build([(1, 2), (3, 4), (4, 5)]))]])
print(is_bipartite(graph), is_bipartite(build([(1, 2), (2, 3), (3, 4), (4, 1)])))
grid = build([((x, y), (x + 1, y)) for x in range(5) for y in range(6)] + [((x, y), (x, y + 1)) for x in range(6) for y in range(5)])
path = bfs(grid, (0, 0), (5, 5))
print(len(path), path, len(grid))
