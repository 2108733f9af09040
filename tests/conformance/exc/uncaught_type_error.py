# exit: 1
class Total:
    def __init__(self):
        self.value = 0

    def add(self, x):
        self.value += x
        return self


t = Total()
print(t.add(1).add(2.5).value)
t.add(3).add("four").add(5)
