// The shared memory between the page and its worker. The worker may wait; the page never does.
//
//   words   0 WRITTEN  bytes of output ever written, modulo 2^32: by the worker
//           1 READ     bytes ever read: by the page; the worker waits on it while the ring is full
//           2 INPUT    what input is doing; the worker waits on it while it asks
//           3 LENGTH   of the line typed
//   then    OUTPUT_BYTES of ring: frames of file (1 byte), length (4 bytes), text
//   then    INPUT_BYTES of the line typed
const HEADER_BYTES = 64;
const OUTPUT_BYTES = 1 << 18;
const INPUT_BYTES = 1 << 16;
const FRAME_BYTES = 5;
const WRITTEN = 0, READ = 1, INPUT = 2, LENGTH = 3;
const IDLE = 0, ASKING = 1, TYPED = 2, ENDED = 3;

export const channelMemory = () => new SharedArrayBuffer(HEADER_BYTES + OUTPUT_BYTES + INPUT_BYTES);

export class Channel {
  constructor(memory) {
    this.words = new Int32Array(memory, 0, HEADER_BYTES / 4);
    this.ring = new Uint8Array(memory, HEADER_BYTES, OUTPUT_BYTES);
    this.line = new Uint8Array(memory, HEADER_BYTES + OUTPUT_BYTES, INPUT_BYTES);
  }

  // ---- the worker's side
  #put(bytes, at) {
    const start = at % OUTPUT_BYTES;
    const first = Math.min(bytes.length, OUTPUT_BYTES - start);
    this.ring.set(bytes.subarray(0, first), start);
    this.ring.set(bytes.subarray(first), 0);
  }

  write(file, bytes) {
    for (let at = 0; at < bytes.length; ) {
      const written = this.words[WRITTEN] >>> 0;
      const read = Atomics.load(this.words, READ);
      const room = OUTPUT_BYTES - ((written - (read >>> 0)) >>> 0) - FRAME_BYTES;
      if (room <= 0) {
        Atomics.wait(this.words, READ, read);
        continue;
      }
      const part = bytes.subarray(at, at + room);
      const length = part.length;
      this.#put(Uint8Array.of(file, length, length >> 8, length >> 16, length >> 24), written);
      this.#put(part, written + FRAME_BYTES);
      Atomics.store(this.words, WRITTEN, (written + FRAME_BYTES + length) | 0);
      at += length;
    }
  }

  // Waits for a typed line; `ask` tells the page. Answers its bytes; none at the end of the input.
  ask(ask) {
    Atomics.store(this.words, INPUT, ASKING);
    ask();
    Atomics.wait(this.words, INPUT, ASKING);
    const typed = Atomics.exchange(this.words, INPUT, IDLE) === TYPED;
    return typed ? this.line.slice(0, this.words[LENGTH]) : new Uint8Array();
  }

  // ---- the page's side
  // Hands what was written to show(file, bytes), frame by frame.
  drain(show) {
    const written = Atomics.load(this.words, WRITTEN) >>> 0;
    let read = this.words[READ] >>> 0;
    const take = (count) => {
      const taken = new Uint8Array(count); // not shared: TextDecoder refuses that
      const start = read % OUTPUT_BYTES;
      const first = Math.min(count, OUTPUT_BYTES - start);
      taken.set(this.ring.subarray(start, start + first));
      taken.set(this.ring.subarray(0, count - first), first);
      read = (read + count) >>> 0;
      return taken;
    };
    while (read !== written) {
      const head = take(FRAME_BYTES);
      show(head[0], take(head[1] | (head[2] << 8) | (head[3] << 16) | (head[4] << 24)));
    }
    Atomics.store(this.words, READ, read | 0);
    Atomics.notify(this.words, READ);
  }

  // `line` is a string, or null for the end of the input.
  answer(line) {
    // encodeInto refuses shared memory.
    const bytes = line === null ? new Uint8Array() : new TextEncoder().encode(line + "\n").subarray(0, INPUT_BYTES);
    this.line.set(bytes);
    this.words[LENGTH] = bytes.length;
    Atomics.store(this.words, INPUT, line === null ? ENDED : TYPED);
    Atomics.notify(this.words, INPUT);
  }
}
