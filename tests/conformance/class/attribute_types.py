class Box:
    def __init__(self, value):
        self.value = value
        self.next = None


b = Box(1)
print(b.value)
b.value = "text"
print(b.value.upper())
b.value = [1, 2.5]
b.value.append("x")
print(b.value)
b.value = None
print(b.value is None)
boxes = [Box(1), Box("s"), Box(2.5), Box(None), Box([1]), Box(Box(7)), Box(2**65), Box(True)]
for box in boxes:
    v = box.value
    if isinstance(v, Box):
        v = v.value
    print(v, isinstance(v, int), end="; ")
print()
head = None
for i in range(5):
    node = Box(i if i % 2 else str(i))
    node.next = head
    head = node
out = []
while head:
    out.append(head.value)
    head = head.next
print(out)


class Late:
    def fill(self):
        self.later = 5
        return self


late = Late()
try:
    late.later
except AttributeError as e:
    print(e)
print(late.fill().later)


class Mixed:
    value = 0

    def set_float(self):
        self.value = self.value + 0.5

    def set_str(self):
        self.value = str(self.value)


m = Mixed()
print(m.value)
m.set_float()
print(m.value)
m.set_float()
m.set_str()
print(m.value * 2, Mixed.value)
m.value += "!"
print(m.value)
