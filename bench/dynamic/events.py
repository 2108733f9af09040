"""An event simulation over a heap of tuples, the heap in Python."""
import sys


def push(heap, item):
    heap.append(item)
    at = len(heap) - 1
    while at > 0:
        parent = (at - 1) // 2
        if heap[parent] <= item:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def pop(heap):
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    at = 0
    child = 1
    while child < len(heap):
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if last <= heap[child]:
            break
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = last
    return first


def run(size):
    queue = []
    for i in range(50):
        push(queue, (i * 7 % 13, i, 'arrive'))
    served = {'arrive': 0, 'work': 0, 'leave': 0}
    for _ in range(size):
        time, number, kind = pop(queue)
        served[kind] += 1
        if kind == 'arrive':
            push(queue, (time + 1 + number % 3, number, 'work'))
        elif kind == 'work':
            push(queue, (time + 2, number, 'leave'))
        else:
            push(queue, (time + 5, number, 'arrive'))
    return served


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 40000))
