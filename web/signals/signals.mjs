// Krait's reactive core driven from JavaScript: signal, computed, effect, batch, untracked, flush.
//
// The graph is src/runtime/ui in a small wasm module; values and closures stay here. A cell is what the graph knows by
// its closure's index; a handle is the function that the caller holds, and frees its node when it is collected.
import module from "signals.wasm";

export class CycleError extends Error {}
export class StateError extends Error {}
const errorOf = [CycleError, StateError, RangeError];
CycleError.prototype.name = "CycleError";
StateError.prototype.name = "StateError";

const DEPTH_MAX = 1000; // each level is a few frames of the engine's stack
const cells = [];
const freeCells = [];
let isTracking = false;
let newestError = null;
let failures = [];

function keep(cell) {
  const index = freeCells.length ? freeCells.pop() : cells.length;
  cells[index] = cell;
  return index;
}

function drop(index) {
  cells[index] = undefined;
  freeCells.push(index);
}

// Called by the graph. Never throws: an exception must not cross it.
function run(index) {
  const cell = cells[index];
  const wasTracking = isTracking;
  isTracking = cell.kind !== "cleanup";
  try {
    return cell.run(cell, index);
  } finally {
    isTracking = wasTracking;
  }
}

const same = (equals, left, right) =>
  equals === Object.is ? Object.is(left, right) : untracked(() => equals(left, right));

function runComputed(cell) {
  const old = cell.value;
  try {
    const value = cell.body(cell.isFailed ? undefined : old);
    if (cell.isFailed || cell.version === 0 || !same(cell.equals, old, value)) {
      cell.isFailed = false;
      cell.value = value;
      cell.version++;
    }
  } catch (error) {
    if (!cell.isFailed || !Object.is(old, error)) cell.version++;
    cell.isFailed = true;
    cell.value = error;
  }
  return cell.version;
}

function runEffect(cell) {
  try {
    const after = cell.body();
    if (typeof after === "function") exports.cleanup(keep({ kind: "cleanup", run: runCleanup, body: after }));
  } catch (error) {
    failures.push(error);
  }
  return 0;
}

function runCleanup(cell, index) {
  drop(index);
  try {
    cell.body();
  } catch (error) {
    failures.push(error);
  }
  return 0;
}

function fail() {
  const error = newestError;
  newestError = null;
  throw error;
}

// The first of what effects threw.
function rethrow() {
  if (failures.length === 0) return;
  const [error] = failures;
  failures = [];
  throw error;
}

const text = new TextDecoder();
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), {
  js: {
    run,
    drop,
    schedule: () => queueMicrotask(flush),
    error(kind, at, length) {
      newestError = new errorOf[kind](text.decode(new Uint8Array(exports.memory.buffer, at, length)));
    },
    report() {
      failures.push(newestError);
    },
  },
});
exports.init(DEPTH_MAX);

const registry = new FinalizationRegistry((node) => exports.release(node));

const handleMethods = {
  get: { value() { return this(); } },
  toString: { value() { return String(this()); } },
};
const signalProperties = {
  ...handleMethods,
  value: { get() { return this(); }, set(value) { this(value); } },
  set: { value(value) { this(value); } },
};
const computedProperties = { ...handleMethods, value: { get() { return this(); } } };

// s() reads, s(x) writes; s.value, s.get(), s.set(x), s.peek() as well.
export function signal(value, { equals = Object.is } = {}) {
  const node = exports.atom();
  function handle(next) {
    if (arguments.length === 0) {
      if (isTracking) exports.read(node);
      return value;
    }
    const old = value;
    if (same(equals, old, next)) return;
    value = next;
    if (exports.touch(node)) {
      value = old;
      fail();
    }
  }
  Object.defineProperties(handle, signalProperties);
  handle.peek = () => value;
  registry.register(handle, node);
  return handle;
}

export function computed(body, { equals = Object.is } = {}) {
  const cell = { kind: "computed", run: runComputed, body, equals, value: undefined, version: 0, isFailed: false };
  const node = exports.computed(keep(cell));
  function handle() {
    if (exports.read(node)) fail();
    if (cell.isFailed) throw cell.value;
    return cell.value;
  }
  Object.defineProperties(handle, computedProperties);
  handle.peek = () => untracked(handle);
  registry.register(handle, node);
  return handle;
}

// Runs at once, then after each flush in which something it read changed. A function it returns is its clean-up.
export function effect(body) {
  const node = exports.effect(keep({ kind: "effect", run: runEffect, body }));
  let isLive = true;
  const dispose = () => {
    if (!isLive) return;
    isLive = false;
    exports.dispose(node);
    exports.release(node);
    rethrow();
  };
  rethrow();
  return dispose;
}

export function untracked(body) {
  if (!isTracking) return body();
  const reader = exports.untracked_begin();
  isTracking = false;
  try {
    return body();
  } finally {
    isTracking = true;
    exports.untracked_end(reader);
  }
}

// Effects wait for the end of the outermost batch.
export function batch(body) {
  exports.batch_begin();
  try {
    return body();
  } finally {
    exports.batch_end();
    rethrow();
  }
}

export function flush() {
  exports.flush();
  rethrow();
}

// For tests: nodes, links, runs.
export const counts = () => [0, 1, 2].map((which) => exports.counts(which) >>> 0);
