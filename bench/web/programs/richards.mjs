import { main } from "../../programs/timing.mjs";

const IDLE = 0;
const WORKER = 1;
const HANDLER_A = 2;
const HANDLER_B = 3;
const DEVICE_A = 4;
const DEVICE_B = 5;
const DATA_SIZE = 4;
const KIND_DEVICE = 0;
const KIND_WORK = 1;

class Packet {
  constructor(link, ident, kind) {
    this.link = link;
    this.ident = ident;
    this.kind = kind;
    this.datum = 0;
    this.data = new Array(DATA_SIZE).fill(0);
  }

  appendTo(queue) {
    this.link = null;
    if (queue === null) return this;
    let last = queue;
    while (last.link !== null) last = last.link;
    last.link = this;
    return queue;
  }
}

class Task {
  constructor(scheduler, ident, priority, queue, isWaiting) {
    this.scheduler = scheduler;
    this.link = scheduler.tasks;
    this.ident = ident;
    this.priority = priority;
    this.queue = queue;
    this.isPending = queue !== null;
    this.isWaiting = isWaiting;
    this.isHolding = false;
    scheduler.tasks = this;
    scheduler.table[ident] = this;
  }

  isBlocked() {
    return this.isHolding || (!this.isPending && this.isWaiting);
  }

  takeTurn() {
    let packet = null;
    if (this.isWaiting && this.isPending) {
      packet = this.queue;
      this.queue = packet.link;
      this.isWaiting = false;
      this.isPending = this.queue !== null;
    }
    return this.work(packet);
  }

  addPacket(packet, current) {
    if (this.queue === null) {
      this.queue = packet;
      this.isPending = true;
      if (this.priority > current.priority) return this;
    } else {
      packet.appendTo(this.queue);
    }
    return current;
  }
}

class IdleTask extends Task {
  constructor(scheduler, ident, priority, count) {
    super(scheduler, ident, priority, null, false);
    this.control = 1;
    this.count = count;
  }

  work() {
    this.count--;
    if (this.count === 0) return this.scheduler.hold();
    if ((this.control & 1) === 0) {
      this.control >>= 1;
      return this.scheduler.release(DEVICE_A);
    }
    this.control = (this.control >> 1) ^ 0xd008;
    return this.scheduler.release(DEVICE_B);
  }
}

class WorkerTask extends Task {
  constructor(scheduler, ident, priority, queue) {
    super(scheduler, ident, priority, queue, true);
    this.handler = HANDLER_A;
    this.count = 0;
  }

  work(packet) {
    if (packet === null) return this.scheduler.wait();
    this.handler = this.handler === HANDLER_A ? HANDLER_B : HANDLER_A;
    packet.ident = this.handler;
    packet.datum = 0;
    for (let i = 0; i < DATA_SIZE; i++) {
      this.count++;
      if (this.count > 26) this.count = 1;
      packet.data[i] = 64 + this.count;
    }
    return this.scheduler.send(packet);
  }
}

class HandlerTask extends Task {
  constructor(scheduler, ident, priority, queue) {
    super(scheduler, ident, priority, queue, true);
    this.works = null;
    this.devices = null;
  }

  work(packet) {
    if (packet !== null) {
      if (packet.kind === KIND_WORK) this.works = packet.appendTo(this.works);
      else this.devices = packet.appendTo(this.devices);
    }
    if (this.works !== null) {
      const work = this.works;
      const at = work.datum;
      if (at >= DATA_SIZE) {
        this.works = work.link;
        return this.scheduler.send(work);
      }
      if (this.devices !== null) {
        const device = this.devices;
        this.devices = device.link;
        device.datum = work.data[at];
        work.datum = at + 1;
        return this.scheduler.send(device);
      }
    }
    return this.scheduler.wait();
  }
}

class DeviceTask extends Task {
  constructor(scheduler, ident, priority) {
    super(scheduler, ident, priority, null, true);
    this.packet = null;
  }

  work(packet) {
    if (packet !== null) {
      this.packet = packet;
      return this.scheduler.hold();
    }
    if (this.packet === null) return this.scheduler.wait();
    const held = this.packet;
    this.packet = null;
    return this.scheduler.send(held);
  }
}

class Scheduler {
  constructor() {
    this.tasks = null;
    this.table = new Array(6).fill(null);
    this.current = null;
    this.sendCount = 0;
    this.holdCount = 0;
  }

  schedule() {
    this.current = this.tasks;
    while (this.current !== null) {
      if (this.current.isBlocked()) this.current = this.current.link;
      else this.current = this.current.takeTurn();
    }
  }

  hold() {
    this.holdCount++;
    this.current.isHolding = true;
    return this.current.link;
  }

  wait() {
    this.current.isWaiting = true;
    return this.current;
  }

  release(ident) {
    const task = this.table[ident];
    task.isHolding = false;
    return task.priority > this.current.priority ? task : this.current;
  }

  send(packet) {
    const task = this.table[packet.ident];
    this.sendCount++;
    packet.link = null;
    packet.ident = this.current.ident;
    return task.addPacket(packet, this.current);
  }
}

function simulate(count) {
  const scheduler = new Scheduler();
  new IdleTask(scheduler, IDLE, 0, count);
  let queue = new Packet(null, WORKER, KIND_WORK);
  queue = new Packet(queue, WORKER, KIND_WORK);
  new WorkerTask(scheduler, WORKER, 1000, queue);
  for (const [handler, device, priority] of [[HANDLER_A, DEVICE_A, 2000], [HANDLER_B, DEVICE_B, 3000]]) {
    queue = null;
    for (let i = 0; i < 3; i++) queue = new Packet(queue, device, KIND_DEVICE);
    new HandlerTask(scheduler, handler, priority, queue);
  }
  new DeviceTask(scheduler, DEVICE_A, 4000);
  new DeviceTask(scheduler, DEVICE_B, 5000);
  scheduler.schedule();
  return scheduler;
}

function run(n) {
  const scheduler = simulate(n);
  return `${scheduler.sendCount} ${scheduler.holdCount}`;
}

main((n) => n, run, 100000);
