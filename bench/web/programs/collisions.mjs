// Aircraft on crossing courses: a red-black tree of positions, a grid of voxels, close pairs of motions.
import { main } from "../../programs/timing.mjs";

const MIN_X = 0;
const MIN_Y = 0;
const VOXEL = 2;
const RADIUS = 1;

class Vector {
  constructor(x, y, z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  plus(other) {
    return new Vector(this.x + other.x, this.y + other.y, this.z + other.z);
  }

  minus(other) {
    return new Vector(this.x - other.x, this.y - other.y, this.z - other.z);
  }

  times(amount) {
    return new Vector(this.x * amount, this.y * amount, this.z * amount);
  }

  dot(other) {
    return this.x * other.x + this.y * other.y + this.z * other.z;
  }

  length() {
    return Math.sqrt(this.dot(this));
  }
}

class Entry {
  constructor(key, value) {
    this.key = key;
    this.value = value;
    this.left = null;
    this.right = null;
    this.parent = null;
    this.isRed = true;
  }
}

// A red-black tree: call signs to positions.
class Tree {
  constructor() {
    this.root = null;
  }

  get(key) {
    let entry = this.root;
    while (entry !== null) {
      if (key === entry.key) return entry.value;
      entry = key < entry.key ? entry.left : entry.right;
    }
    return null;
  }

  put(key, value) {
    let parent = null;
    let entry = this.root;
    while (entry !== null) {
      parent = entry;
      if (key === entry.key) {
        entry.value = value;
        return;
      }
      entry = key < entry.key ? entry.left : entry.right;
    }
    const added = new Entry(key, value);
    added.parent = parent;
    if (parent === null) this.root = added;
    else if (key < parent.key) parent.left = added;
    else parent.right = added;
    this.balance(added);
  }

  balance(entry) {
    while (entry !== this.root && entry.parent.isRed) {
      const parent = entry.parent;
      const grand = parent.parent;
      if (parent === grand.left) {
        const uncle = grand.right;
        if (uncle !== null && uncle.isRed) {
          parent.isRed = uncle.isRed = false;
          grand.isRed = true;
          entry = grand;
          continue;
        }
        if (entry === parent.right) {
          entry = parent;
          this.rotateLeft(entry);
        }
        entry.parent.isRed = false;
        grand.isRed = true;
        this.rotateRight(grand);
      } else {
        const uncle = grand.left;
        if (uncle !== null && uncle.isRed) {
          parent.isRed = uncle.isRed = false;
          grand.isRed = true;
          entry = grand;
          continue;
        }
        if (entry === parent.left) {
          entry = parent;
          this.rotateRight(entry);
        }
        entry.parent.isRed = false;
        grand.isRed = true;
        this.rotateLeft(grand);
      }
    }
    this.root.isRed = false;
  }

  rotateLeft(x) {
    const y = x.right;
    x.right = y.left;
    if (y.left !== null) y.left.parent = x;
    this.replace(x, y);
    y.left = x;
    x.parent = y;
  }

  rotateRight(x) {
    const y = x.left;
    x.left = y.right;
    if (y.right !== null) y.right.parent = x;
    this.replace(x, y);
    y.right = x;
    x.parent = y;
  }

  replace(x, y) {
    y.parent = x.parent;
    if (x.parent === null) this.root = y;
    else if (x === x.parent.left) x.parent.left = y;
    else x.parent.right = y;
  }
}

class Motion {
  constructor(sign, start, end) {
    this.sign = sign;
    this.start = start;
    this.end = end;
  }

  // Where the two are closest in this frame, if they come within RADIUS.
  meets(other) {
    const fromStart = this.start.minus(other.start);
    const speed = this.end.minus(this.start).minus(other.end.minus(other.start));
    const a = speed.dot(speed);
    if (a < 1e-12) return fromStart.length() <= RADIUS ? this.start : null;
    const when = Math.min(1, Math.max(0, -fromStart.dot(speed) / a));
    if (fromStart.plus(speed.times(when)).length() > RADIUS) return null;
    return this.start.plus(this.end.minus(this.start).times(when));
  }
}

function aircraft(n, timeAt) {
  const frame = [];
  for (let i = 0; i < n; i += 2) {
    const x = 10 + i * 0.9;
    frame.push([i, new Vector(x, 500 + Math.cos(timeAt) * 200, 10)]);
    frame.push([i + 1, new Vector(x, 500 + Math.sin(timeAt) * 200, 10)]);
  }
  return frame;
}

class Detector {
  constructor() {
    this.positions = new Tree();
  }

  frame(planes) {
    const motions = [];
    for (const [sign, position] of planes) {
      const old = this.positions.get(sign);
      this.positions.put(sign, position);
      motions.push(new Motion(sign, old === null ? position : old, position));
    }
    let found = 0;
    let checksum = 0;
    for (const group of this.voxels(motions)) {
      for (let i = 0; i < group.length - 1; i++) {
        const one = group[i];
        for (let j = i + 1; j < group.length; j++) {
          const place = one.meets(group[j]);
          if (place !== null) {
            found++;
            checksum += place.x + place.y;
          }
        }
      }
    }
    return [found, checksum];
  }

  voxels(motions) {
    const grid = new Map();
    for (const motion of motions) {
      const lowX = Math.floor((Math.min(motion.start.x, motion.end.x) - RADIUS - MIN_X) / VOXEL);
      const highX = Math.floor((Math.max(motion.start.x, motion.end.x) + RADIUS - MIN_X) / VOXEL);
      const lowY = Math.floor((Math.min(motion.start.y, motion.end.y) - RADIUS - MIN_Y) / VOXEL);
      const highY = Math.floor((Math.max(motion.start.y, motion.end.y) + RADIUS - MIN_Y) / VOXEL);
      for (let x = lowX; x <= highX; x++) {
        for (let y = lowY; y <= highY; y++) {
          const key = x * 4096 + y;
          const group = grid.get(key);
          if (group !== undefined) group.push(motion);
          else grid.set(key, [motion]);
        }
      }
    }
    return [...grid.values()].filter((group) => group.length > 1);
  }
}

function run(n) {
  const detector = new Detector();
  let found = 0;
  let checksum = 0;
  for (let frame = 0; frame < 20; frame++) {
    const [count, part] = detector.frame(aircraft(n, frame / 10));
    found += count;
    checksum += part;
  }
  return `${found} ${checksum.toFixed(3)}`;
}

main((n) => n, run, 500);
