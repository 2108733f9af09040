# A discrete event simulation: customers, tellers, a heap of events.
import heapq
import itertools
import random
from collections import deque


class Simulation:
    def __init__(self):
        self.now = 0.0
        self._events = []
        self._ids = itertools.count()

    def at(self, delay, action, *args):
        heapq.heappush(self._events, (self.now + delay, next(self._ids), action, args))

    def run(self, until):
        while self._events and self._events[0][0] <= until:
            self.now, _, action, args = heapq.heappop(self._events)
            action(*args)
        self.now = until


class Bank:
    def __init__(self, sim, tellers, seed):
        self.sim = sim
        self.free = tellers
        self.waiting = deque()
        self.random = random.Random(seed)
        self.waits = []
        self.served = 0
        self.longest = 0

    def arrive(self, name):
        if self.free:
            self.start(name, self.sim.now)
        else:
            self.waiting.append((name, self.sim.now))
            self.longest = max(self.longest, len(self.waiting))
        self.sim.at(self.random.randint(1, 4), self.arrive, name + 1)

    def start(self, name, since):
        self.free -= 1
        self.waits.append(self.sim.now - since)
        self.sim.at(self.random.randint(3, 9), self.finish, name)

    def finish(self, name):
        self.free += 1
        self.served += 1
        if self.waiting:
            self.start(*self.waiting.popleft())


for tellers in (1, 2, 3):
    sim = Simulation()
    bank = Bank(sim, tellers, 42)
    sim.at(0, bank.arrive, 0)
    sim.run(500)
    print(tellers, bank.served, len(bank.waiting), bank.longest, round(sum(bank.waits) / len(bank.waits), 3), max(bank.waits))
