import sys
import time

IDLE = 0
WORKER = 1
HANDLER_A = 2
HANDLER_B = 3
DEVICE_A = 4
DEVICE_B = 5
DATA_SIZE = 4
KIND_DEVICE = 0
KIND_WORK = 1


class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * DATA_SIZE

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, scheduler, ident, priority, queue, is_waiting):
        self.scheduler = scheduler
        self.link = scheduler.tasks
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.is_pending = queue is not None
        self.is_waiting = is_waiting
        self.is_holding = False
        scheduler.tasks = self
        scheduler.table[ident] = self

    def is_blocked(self):
        return self.is_holding or (not self.is_pending and self.is_waiting)

    def take_turn(self):
        packet = None
        if self.is_waiting and self.is_pending:
            packet = self.queue
            self.queue = packet.link
            self.is_waiting = False
            self.is_pending = self.queue is not None
        return self.work(packet)

    def add_packet(self, packet, current):
        if self.queue is None:
            self.queue = packet
            self.is_pending = True
            if self.priority > current.priority:
                return self
        else:
            packet.append_to(self.queue)
        return current

    def work(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    def __init__(self, scheduler, ident, priority, count):
        super().__init__(scheduler, ident, priority, None, False)
        self.control = 1
        self.count = count

    def work(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold()
        if self.control & 1 == 0:
            self.control >>= 1
            return self.scheduler.release(DEVICE_A)
        self.control = self.control >> 1 ^ 0xD008
        return self.scheduler.release(DEVICE_B)


class WorkerTask(Task):
    def __init__(self, scheduler, ident, priority, queue):
        super().__init__(scheduler, ident, priority, queue, True)
        self.handler = HANDLER_A
        self.count = 0

    def work(self, packet):
        if packet is None:
            return self.scheduler.wait()
        self.handler = HANDLER_B if self.handler == HANDLER_A else HANDLER_A
        packet.ident = self.handler
        packet.datum = 0
        for i in range(DATA_SIZE):
            self.count += 1
            if self.count > 26:
                self.count = 1
            packet.data[i] = 64 + self.count
        return self.scheduler.send(packet)


class HandlerTask(Task):
    def __init__(self, scheduler, ident, priority, queue):
        super().__init__(scheduler, ident, priority, queue, True)
        self.works = None
        self.devices = None

    def work(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.works = packet.append_to(self.works)
            else:
                self.devices = packet.append_to(self.devices)
        if self.works is not None:
            work = self.works
            at = work.datum
            if at >= DATA_SIZE:
                self.works = work.link
                return self.scheduler.send(work)
            if self.devices is not None:
                device = self.devices
                self.devices = device.link
                device.datum = work.data[at]
                work.datum = at + 1
                return self.scheduler.send(device)
        return self.scheduler.wait()


class DeviceTask(Task):
    def __init__(self, scheduler, ident, priority):
        super().__init__(scheduler, ident, priority, None, True)
        self.packet = None

    def work(self, packet):
        if packet is not None:
            self.packet = packet
            return self.scheduler.hold()
        if self.packet is None:
            return self.scheduler.wait()
        held = self.packet
        self.packet = None
        return self.scheduler.send(held)


class Scheduler:
    def __init__(self):
        self.tasks = None
        self.table = [None] * 6
        self.current = None
        self.send_count = 0
        self.hold_count = 0

    def schedule(self):
        self.current = self.tasks
        while self.current is not None:
            if self.current.is_blocked():
                self.current = self.current.link
            else:
                self.current = self.current.take_turn()

    def hold(self):
        self.hold_count += 1
        self.current.is_holding = True
        return self.current.link

    def wait(self):
        self.current.is_waiting = True
        return self.current

    def release(self, ident):
        task = self.table[ident]
        task.is_holding = False
        return task if task.priority > self.current.priority else self.current

    def send(self, packet):
        task = self.table[packet.ident]
        self.send_count += 1
        packet.link = None
        packet.ident = self.current.ident
        return task.add_packet(packet, self.current)


def simulate(count):
    scheduler = Scheduler()
    IdleTask(scheduler, IDLE, 0, count)
    queue = Packet(None, WORKER, KIND_WORK)
    queue = Packet(queue, WORKER, KIND_WORK)
    WorkerTask(scheduler, WORKER, 1000, queue)
    for handler, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
        queue = None
        for _ in range(3):
            queue = Packet(queue, device, KIND_DEVICE)
        HandlerTask(scheduler, handler, priority, queue)
    DeviceTask(scheduler, DEVICE_A, 4000)
    DeviceTask(scheduler, DEVICE_B, 5000)
    scheduler.schedule()
    return scheduler


def prepare(n):
    return n


def run(n):
    scheduler = simulate(n)
    return "%d %d" % (scheduler.send_count, scheduler.hold_count)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
