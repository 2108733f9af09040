# A program that makes cycles all the time does not run out of memory, and keeps what it uses.


class Node:
    def __init__(self, value):
        self.value = value
        self.peers = []
        self.parent = None


def tree(depth, parent):
    node = Node(depth)
    node.parent = parent
    if depth > 0:
        node.peers.append(tree(depth - 1, node))
        node.peers.append(tree(depth - 1, node))
    return node


def size(node):
    total = 1
    for peer in node.peers:
        assert peer.parent is node
        total += size(peer)
    return total


kept = []
total = 0
for i in range(600):
    made = tree(8, None)
    total += size(made)
    if i % 100 == 0:
        kept.append(made)
print(total, [size(node) for node in kept])
