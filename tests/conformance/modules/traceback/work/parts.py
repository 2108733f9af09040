class Part:
    def __init__(self, size):
        self.size = size

    def ratio(self, n):
        return n / self.size
