class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        self.size = 0
        for item in items:
            self.append(item)

    def append(self, value):
        node = Node(value)
        if self.head is None:
            self.head = node
        else:
            last = self.head
            while last.next is not None:
                last = last.next
            last.next = node
        self.size += 1

    def reverse(self):
        previous = None
        node = self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous

    def remove(self, value):
        previous = None
        node = self.head
        while node is not None:
            if node.value == value:
                if previous is None:
                    self.head = node.next
                else:
                    previous.next = node.next
                self.size -= 1
                return True
            previous, node = node, node.next
        return False

    def __len__(self):
        return self.size

    def __iter__(self):
        return ListIter(self.head)

    def __repr__(self):
        return " -> ".join([repr(x) for x in self])


class ListIter:
    def __init__(self, node):
        self.node = node

    def __iter__(self):
        return self

    def __next__(self):
        if self.node is None:
            raise StopIteration
        value = self.node.value
        self.node = self.node.next
        return value


items = LinkedList([1, "two", 3.0])
items.append(None)
print(items, len(items), list(items))
items.reverse()
print(items, items.remove("two"), items.remove("zzz"), items, len(items), bool(LinkedList()))
cycle = Node(1)
cycle.next = Node(2, cycle)
print(cycle.next.next.value, cycle.next.next is cycle)
for i in range(3000):
    a = Node(i)
    a.next = Node(i, a)
print(a.next.next.value)
