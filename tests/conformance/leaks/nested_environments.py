class Env(dict):
    def __init__(self, outer=None):
        super().__init__()
        self.outer = outer
class Closure:
    def __init__(self, env):
        self.env = env
G = Env()
e = Env(G)
e["c"] = Closure(e)
G["x"] = e
print(len(G))
