# exit: 1
# Objects that may be None: attributes, methods and stores through them.
class Node:
    kind = "node"

    def __init__(self, value, next=None):
        self.value = value
        self.next = next
        self.items = None

    def last(self):
        node = self
        while node.next is not None:
            node = node.next
        return node

    def add(self, amount):
        self.value += amount
        return self.value

    @staticmethod
    def helper(x):
        return x * 2


class Leaf(Node):
    kind = "leaf"

    def add(self, amount):
        self.value -= amount
        return self.value


def chain(n):
    head = None
    for i in range(n):
        head = Node(i, head) if i % 3 else Leaf(i, head)
    return head


def loud(text):
    print("argument", text)
    return 1


def attempt(what, node):
    try:
        if what == "read":
            print(node.value)
        elif what == "deep":
            print(node.next.next.value)
        elif what == "store":
            node.value = loud("stored")
        elif what == "add":
            node.value += loud("added")
        elif what == "call":
            print(node.add(loud("called")))
        elif what == "class":
            print(node.kind)
        elif what == "static":
            print(node.helper(loud("static")))
        elif what == "items":
            node.items.append(loud("appended"))
            print(node.items)
        elif what == "delete":
            del node.next
    except AttributeError as error:
        print(what, str(error).split(" and no ")[0], node is None)


for node in (None, Node(7), Leaf(8), Node(9, Leaf(10, Node(11)))):
    for what in ("read", "deep", "store", "add", "call", "class", "static", "items"):
        attempt(what, node)
    if node is not None:
        node.items = [0]
        attempt("items", node)
attempt("delete", None)

head = chain(7)
print(head.last().value, head.next.kind, head.next.next.kind)
node = head
total = 0
while node:
    total += node.add(2)
    node = node.next
print(total, node)


def narrowed(node):
    # After the first use the variable is not None, but the handler sees what it was.
    try:
        first = node.value
        second = node.next
        return first, second.value
    except AttributeError:
        return node is None, "caught"


print(narrowed(None), narrowed(Node(1)), narrowed(Node(1, Node(2))))


def again(n):
    node = Node(0)
    seen = []
    for i in range(n):
        seen.append(node.value)
        node = None if i == 2 else Node(i + 10)
        if node is None:
            node = Node(99)
    return seen


print(again(5))


def lost(n):
    node = Node(0)
    for i in range(n):
        print(node.value)
        node = None if i == 1 else Node(i)


try:
    lost(4)
except AttributeError as error:
    print(error)

text = None
words = []
for i in range(4):
    if i == 2:
        text = "some words"
    try:
        words.append(text.upper())
        words.extend(text.split())
    except AttributeError as error:
        words.append(str(error))
print(words)

table = {"a": Node(1)}
for key in ("a", "b"):
    found = table.get(key)
    try:
        found.value, found.next = 5, Node(6)
        print(found.value, found.next.value, found.__class__.__name__)
    except AttributeError as error:
        print(str(error).split(" and no ")[0])
print(None.__class__.__name__, table.get("b").__class__.__name__, table.get("b").__eq__(None))
table.get("c").add(1)
