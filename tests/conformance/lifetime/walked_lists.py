# Nodes of linked lists and trees: walked, cut, turned round while somebody walks them.
class Node:
    def __init__(self, name, link):
        self.name = name
        self.link = link
        self.other = None


def chain(names):
    head = None
    for name in reversed(names):
        head = Node(name, head)
    return head


def names_of(node):
    names = []
    while node is not None:
        names.append(node.name)
        node = node.link
    return names


def last_of(node):
    last = node
    while last.link is not None:
        last = last.link
    return last


def cut_while_walking(node):
    seen = []
    while node is not None:
        seen.append(node.name)
        after = node.link
        node.link = None
        node = after
    return seen


def cut_before_reading(node):
    node.link = node.link.link
    after = node.link
    return after.name if after is not None else "none"


def reverse(node):
    before = None
    while node is not None:
        after = node.link
        node.link = before
        before, node = node, after
    return before


def remove(head, name):
    at = head
    before = None
    while at is not None:
        if at.name == name:
            if before is None:
                head = at.link
            else:
                before.link = at.link
            return head, at.name
        before = at
        at = at.link
    return head, None


def mark_others(node):
    other = node.other
    count = 0
    while node is not None:
        node.other = Node(node.name + "!", None)
        count += 1
        node = node.link
    return count, other


def swap(pair):
    first = pair[0]
    pair[0] = pair[1]
    pair[1] = first
    return first.name + pair[0].name


class Holder:
    def __init__(self, node):
        self.node = node
        self.count = 0

    def take(self):
        node = self.node
        self.node = node.link
        self.count += 1
        return node.name + ("" if self.node is None else self.node.name)

    def drop_then_read(self):
        node = self.node
        self.node = None
        return node.name


print(names_of(chain("abcdef")), last_of(chain("xyz")).name)
print(cut_while_walking(chain("abc")))
print(cut_before_reading(chain("abc")), cut_before_reading(chain("ab")))
print(names_of(reverse(chain("hello"))))
head = chain("abcd")
for name in ("b", "a", "d", "q"):
    head, found = remove(head, name)
    print(names_of(head), found)
row = chain("uvw")
print(mark_others(row)[0], names_of(row.link.other), mark_others(row)[1].name)
pair = [Node("l", None), Node("r", None)]
print(swap(pair), [node.name for node in pair])
holder = Holder(chain("123"))
print(holder.take(), holder.take(), holder.count, holder.drop_then_read())
