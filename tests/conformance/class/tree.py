class Tree:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.left = None
        self.right = None

    def insert(self, key, value):
        if key == self.key:
            self.value = value
        elif key < self.key:
            if self.left is None:
                self.left = Tree(key, value)
            else:
                self.left.insert(key, value)
        else:
            if self.right is None:
                self.right = Tree(key, value)
            else:
                self.right.insert(key, value)

    def items(self):
        out = []
        if self.left:
            out.extend(self.left.items())
        out.append((self.key, self.value))
        if self.right:
            out.extend(self.right.items())
        return out

    def depth(self):
        left = self.left.depth() if self.left else 0
        right = self.right.depth() if self.right else 0
        return 1 + max(left, right)

    def get(self, key):
        node = self
        while node is not None:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        raise KeyError(key)


root = Tree(50, "root")
for i in range(30):
    root.insert(i * 37 % 101, i)
print(root.items())
print(root.depth(), root.get(37), root.get(50))
try:
    root.get(1000)
except KeyError as e:
    print(repr(e))
words = Tree("m", 1)
for w in "the quick brown fox jumps over the lazy dog".split():
    words.insert(w, len(w))
print([k for k, v in words.items()], words.depth())
