def dijkstra(graph, start):
    dist = {start: 0}
    previous = {}
    todo = {start}
    done = set()
    while todo:
        node = min(todo, key=lambda n: (dist[n], n))
        todo.remove(node)
        done.add(node)
        for neighbour, weight in graph.get(node, {}).items():
            if neighbour in done:
                continue
            d = dist[node] + weight
            if neighbour not in dist or d < dist[neighbour]:
                dist[neighbour] = d
                previous[neighbour] = node
                todo.add(neighbour)
    return dist, previous


def path_to(previous, node):
    path = [node]
    while node in previous:
        node = previous[node]
        path.append(node)
    path.reverse()
    return path


class Heap:
    def __init__(self):
        self.items = []

    def push(self, item):
        items = self.items
        items.append(item)
        i = len(items) - 1
        while i > 0:
            parent = (i - 1) >> 1
            if items[i] < items[parent]:
                items[i], items[parent] = items[parent], items[i]
                i = parent
            else:
                break

    def pop(self):
        items = self.items
        top = items[0]
        last = items.pop()
        if items:
            items[0] = last
            i = 0
            while True:
                child = 2 * i + 1
                if child >= len(items):
                    break
                if child + 1 < len(items) and items[child + 1] < items[child]:
                    child += 1
                if items[child] < items[i]:
                    items[i], items[child] = items[child], items[i]
                    i = child
                else:
                    break
        return top

    def __bool__(self):
        return bool(self.items)


def dijkstra_heap(graph, start):
    heap = Heap()
    heap.push((0, start))
    dist = {}
    while heap:
        d, node = heap.pop()
        if node in dist:
            continue
        dist[node] = d
        for neighbour, weight in graph.get(node, {}).items():
            if neighbour not in dist:
                heap.push((d + weight, neighbour))
    return dist


graph = {"A": {"B": 7, "C": 9, "F": 14}, "B": {"C": 10, "D": 15}, "C": {"D": 11, "F": 2}, "F": {"E": 9}, "D": {"E": 6}}
dist, previous = dijkstra(graph, "A")
for node in sorted(dist):
    print(node, dist[node], "->".join(path_to(previous, node)))
print(dijkstra_heap(graph, "A") == dist)
big = {}
for i in range(200):
    big[i] = {(i * 7 + 1) % 200: i % 13 + 1, (i + 1) % 200: 5, (i * 3) % 200: 0.5 * (i % 7)}
print(sum(dijkstra_heap(big, 0).values()), max(dijkstra_heap(big, 0).values()))
h = Heap()
for i in range(50):
    h.push((i * 37) % 53)
print([h.pop() for i in range(50)])
