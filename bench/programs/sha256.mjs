import { main } from "./timing.mjs";

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) {
    if (found.every((p) => n % p !== 0)) found.push(n);
  }
  return found;
}

function rootBits(p, power) {
  // The first 32 bits of the fraction of the square (2) or cube (3) root.
  const target = BigInt(p) << BigInt(32 * power);
  let low = 0n;
  let high = BigInt(p) << 32n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** BigInt(power) <= target) low = middle;
    else high = middle - 1n;
  }
  return Number(low & 0xffffffffn) | 0;
}

const K = primes(64).map((p) => rootBits(p, 3));
const START = primes(8).map((p) => rootBits(p, 2));

function rotate(x, n) {
  return (x >>> n) | (x << (32 - n));
}

function compress(state, message, start, w) {
  for (let i = 0; i < 16; i++) {
    const j = start + i * 4;
    w[i] = (message[j] << 24) | (message[j + 1] << 16) | (message[j + 2] << 8) | message[j + 3];
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const ch = (e & f) ^ (~e & g);
    const t1 = (h + s1 + ch + K[i] + w[i]) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const maj = (a & b) ^ (a & c) ^ (b & c);
    const t2 = (s0 + maj) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const next = [a, b, c, d, e, f, g, h];
  return next.map((x, i) => (x + state[i]) | 0);
}

function sha256(data) {
  const padding = 64 - ((data.length + 8) % 64);
  const message = new Uint8Array(data.length + padding + 8);
  message.set(data);
  message[data.length] = 0x80;
  new DataView(message.buffer).setBigUint64(message.length - 8, BigInt(data.length * 8));
  let state = START;
  const w = new Array(64).fill(0);
  for (let i = 0; i < message.length; i += 64) state = compress(state, message, i, w);
  return state.map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
}

main((n) => Uint8Array.from({ length: n }, (_, i) => (i * 7) % 256), sha256, 300000);
