# A binary heap by hand, as a sort, a priority queue and for the n largest.
def push(heap, item):
    heap.append(item)
    i = len(heap) - 1
    while i > 0:
        parent = (i - 1) // 2
        if not heap[i] < heap[parent]:
            break
        heap[i], heap[parent] = heap[parent], heap[i]
        i = parent


def pop(heap):
    last = heap.pop()
    if not heap:
        return last
    top, heap[0] = heap[0], last
    i = 0
    while True:
        child = 2 * i + 1
        if child >= len(heap):
            return top
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if not heap[child] < heap[i]:
            return top
        heap[i], heap[child] = heap[child], heap[i]
        i = child


def heap_sort(items):
    heap = []
    for item in items:
        push(heap, item)
    return [pop(heap) for _ in range(len(heap))]


class Task:
    def __init__(self, priority, name):
        self.priority = priority
        self.name = name

    def __lt__(self, other):
        return (self.priority, self.name) < (other.priority, other.name)

    def __repr__(self):
        return f"{self.name}@{self.priority}"


def n_largest(n, items):
    heap = []
    for item in items:
        push(heap, item)
        if len(heap) > n:
            pop(heap)
    return sorted(heap, reverse=True)


print(heap_sort([5, 3, 9, 1, 5, -2, 7]))
print(heap_sort("heapsort"), heap_sort([(2, "b"), (1, "z"), (2, "a")]), heap_sort([]), heap_sort([1.5, 1, True]))
print(heap_sort([Task(3, "wash"), Task(1, "eat"), Task(2, "code"), Task(1, "breathe")]))
print(n_largest(3, [(x * 37) % 101 for x in range(60)]))
try:
    heap_sort([1, "a"])
except TypeError as e:
    print(e)
try:
    pop([])
except IndexError as e:
    print(e)
