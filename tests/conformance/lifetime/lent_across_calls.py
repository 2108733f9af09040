"""What a field, an item or a variable held is used after calls that replace it, or do not."""


class Box:
    def __init__(self, content):
        self.content = content
        self.other = None
        self.count = 0

    def drop(self):
        self.content = None

    def look(self):
        self.count += 1
        return self.count

    def swap(self):
        self.content, self.other = self.other, self.content


class Item:
    def __init__(self, name):
        self.name = name

    def show(self, box):
        box.drop()
        fresh = [Item("new" + str(i)) for i in range(3)]
        return self.name + str(len(fresh))


def replaced(box):
    item = box.content
    box.drop()
    more = [Item("x%d" % i) for i in range(4)]
    return item.name, len(more), box.content


def kept(box):
    item = box.content
    box.look()
    return item.name, box.look(), item is box.content


def swapped(box):
    item = box.content
    box.swap()
    again = box.content
    box.swap()
    return item.name, again, box.content.name


def empty(items):
    items.pop()
    items.append(Item("late"))


def from_list(items):
    last = items[-1]
    empty(items)
    return last.name, items[-1].name


def overwrite(items, at, item):
    items[at] = item


def from_list_again(items):
    first = items[0]
    overwrite(items, 0, Item("over"))
    return first.name, items[0].name


held = Item("held")


def forget():
    global held
    held = Item("held later")


def from_global():
    item = held
    forget()
    return item.name, held.name


def nested(depth, box):
    item = box.content
    if depth == 0:
        box.content = Item("deep")
    else:
        nested(depth - 1, box)
    return item.name + str(depth) + box.content.name


class Chain:
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest

    def cut(self, n):
        if n == 0:
            self.rest = None
        elif self.rest is not None:
            self.rest.cut(n - 1)


def walk(chain):
    seen = []
    node = chain
    while node is not None:
        rest = node.rest
        chain.cut(1)
        junk = [Chain(i, None) for i in range(3)]
        seen.append(node.value + len(junk))
        node = rest
    return seen


class Numbers:
    def __init__(self):
        self.big = 10**30
        self.small = 1

    def grow(self):
        self.big *= 10**10
        self.small += 1


def big_numbers(n):
    big = n.big
    small = n.small
    n.grow()
    n.grow()
    return big, small, n.big, n.small


def closure():
    item = Item("first")

    def change():
        nonlocal item
        item = Item("second")

    old = item
    change()
    return old.name, item.name


def in_dict(box):
    table = {"a": Item("a")}
    box.content = table["a"]
    item = box.content
    table["a"] = Item("b")
    box.drop()
    return item.name, table["a"].name


print(replaced(Box(Item("a"))), kept(Box(Item("b"))), swapped(Box(Item("c"))))
b = Box(Item("d"))
print(b.content.show(b), b.content)
print(from_list([Item("i"), Item("j")]), from_list_again([Item("k")]))
print(from_global(), from_global())
print(nested(3, Box(Item("top"))))
print(walk(Chain(1, Chain(2, Chain(3, Chain(4, None))))))
print(big_numbers(Numbers()), closure(), in_dict(Box(None)))
