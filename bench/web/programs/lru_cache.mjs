import { main } from "../../programs/timing.mjs";

class Entry {
  constructor(key, value) {
    this.key = key;
    this.value = value;
    this.before = null;
    this.after = null;
  }
}

class Cache {
  constructor(capacity) {
    this.capacity = capacity;
    this.entries = new Map();
    this.first = new Entry("", 0);
    this.last = new Entry("", 0);
    this.first.after = this.last;
    this.last.before = this.first;
    this.hits = 0;
    this.misses = 0;
  }

  unlink(entry) {
    entry.before.after = entry.after;
    entry.after.before = entry.before;
  }

  push(entry) {
    entry.before = this.first;
    entry.after = this.first.after;
    this.first.after.before = entry;
    this.first.after = entry;
  }

  get(key) {
    const entry = this.entries.get(key);
    if (entry === undefined) {
      this.misses++;
      return null;
    }
    this.hits++;
    this.unlink(entry);
    this.push(entry);
    return entry.value;
  }

  put(key, value) {
    let entry = this.entries.get(key);
    if (entry !== undefined) {
      entry.value = value;
      this.unlink(entry);
      this.push(entry);
      return;
    }
    if (this.entries.size >= this.capacity) {
      const oldest = this.last.before;
      this.unlink(oldest);
      this.entries.delete(oldest.key);
    }
    entry = new Entry(key, value);
    this.entries.set(key, entry);
    this.push(entry);
  }
}

function prepare(n) {
  const keys = [];
  let x = 1;
  for (let i = 0; i < n; i++) {
    x = (x * 16807) % 2147483647;
    keys.push(`/page/${x % 4 ? x % 3000 : x % 20000}`);
  }
  return keys;
}

function run(keys) {
  const cache = new Cache(2000);
  let total = 0;
  for (const key of keys) {
    let value = cache.get(key);
    if (value === null) {
      value = key.length * 7;
      cache.put(key, value);
    }
    total += value;
  }
  return `${cache.hits} ${cache.misses} ${total} ${cache.first.after.key}`;
}

main(prepare, run, 200000);
