class Event:
    def __init__(self, time, name, action):
        self.time = time
        self.name = name
        self.action = action

    def __lt__(self, other):
        if self.time == other.time:
            return self.name < other.name
        return self.time < other.time


class Simulation:
    def __init__(self):
        self.queue = []
        self.now = 0
        self.log = []

    def at(self, delay, name, action):
        event = Event(self.now + delay, name, action)
        low, high = 0, len(self.queue)
        while low < high:
            middle = (low + high) // 2
            if event < self.queue[middle]:
                high = middle
            else:
                low = middle + 1
        self.queue.insert(low, event)

    def run(self, until):
        while self.queue and self.queue[0].time <= until:
            event = self.queue.pop(0)
            self.now = event.time
            self.log.append(f"{event.time:6.2f} {event.name}")
            event.action()
        return len(self.queue)


class Counter:
    def __init__(self, sim, tellers):
        self.sim = sim
        self.free = tellers
        self.waiting = []
        self.served = 0
        self.total_wait = 0

    def arrive(self, customer, work):
        if self.free:
            self.start(customer, work, self.sim.now)
        else:
            self.waiting.append((customer, work, self.sim.now))

    def start(self, customer, work, since):
        self.free -= 1
        self.total_wait += self.sim.now - since
        self.sim.at(work, f"{customer} done", self.done)

    def done(self):
        self.free += 1
        self.served += 1
        if self.waiting:
            customer, work, since = self.waiting.pop(0)
            self.start(customer, work, since)


sim = Simulation()
counter = Counter(sim, 2)
for i, (arrival, work) in enumerate([(0, 5), (1, 3.5), (1, 4), (2, 1), (9, 2), (9, 0.25), (9.5, 1)]):
    sim.at(arrival, f"c{i} arrives", lambda i=i, work=work: counter.arrive(f"c{i}", work))
left = sim.run(9)
print("\n".join(sim.log))
print(left, counter.served, counter.total_wait)
sim.run(100)
print(len(sim.log), sim.now, counter.served, counter.total_wait, counter.free)
