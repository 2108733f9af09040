# exit: 1
class Node:
    def __init__(self, value, child):
        self.value = value
        self.child = child

    def total(self):
        return self.value + self.child.total()

    def __repr__(self):
        return f"Node({self.value})"


n = Node(1, Node(2, None))
print(n, n.child)
n.total()
