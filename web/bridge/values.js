// Values across the border, both ways: the table in docs/design/023-web.md.
import { METHOD_FUNCTION, METHOD_SELF, NONE, PENDING } from "./heap.js";

// As in tools/web/rt_js_wasm.c.
const KIND = { OTHER: 0, STR: 1, INT: 2, FLOAT: 3, BYTES: 4, ITEMS: 5, DICT: 6, CALLABLE: 7, EXCEPTION: 8, FOREIGN: 9, METHOD: 10 };
const RAISE = { JSError: 0, AttributeError: 1, TypeError: 2, ValueError: 3, KeyError: 4, IndexError: 5 };

// Thrown by the bridge itself: becomes that exception in Python.
export class Raise {
  constructor(kind, message) {
    this.kind = RAISE[kind];
    this.message = message;
  }
}

// A Python exception on its way through JavaScript.
class PythonError extends Error {
  constructor(message, address, section) {
    super(message);
    this.address = address;
    this.section = section; // whose callback it left
  }
}
PythonError.prototype.name = "PythonError";

// `host.section()` and `host.runs(section)`: see loader/page.js; may be missing.
export class Values {
  #heap;
  #host;
  #objects = [null]; // by handle
  #handles = new Map();
  #addresses = [0]; // by handle: the one Foreign of an object
  #freeHandles = [];
  #kinds = []; // by class id
  #functions = new Map(); // Python callable → WeakRef of its function
  #callables = new WeakMap(); // and back
  #isFlushing = false;
  // Ends the references that JavaScript held.
  #ends = new FinalizationRegistry(({ address, key, ref }) => {
    if (ref && this.#functions.get(key) === ref) this.#functions.delete(key);
    this.#heap.rt.rt_js_release(address);
  });

  constructor(heap, host) {
    this.#heap = heap;
    this.#host = host;
  }

  // ---- handles
  object = (handle) => this.#objects[handle];

  // An owned reference to the Foreign of anything but null and undefined.
  wrap(object) {
    const heap = this.#heap;
    let handle = this.#handles.get(object);
    if (handle === undefined) {
      handle = this.#freeHandles.pop() ?? this.#objects.length;
      this.#objects[handle] = object;
      this.#handles.set(object, handle);
      return this.#addresses[handle] = heap.rt.rt_js_foreign(handle) >>> 0;
    }
    const address = this.#addresses[handle];
    heap.retain(address);
    return address;
  }

  release(handle) {
    this.#handles.delete(this.#objects[handle]);
    this.#objects[handle] = undefined;
    this.#freeHandles.push(handle);
  }

  // ---- Python to JavaScript
  read(at, outer) {
    const words = this.#heap.words;
    return this.decode(words[at >>> 2], words[(at >>> 2) + 1], outer);
  }

  // `outer`: addresses of the containers around it.
  decode(low, high, outer) {
    return this.#heap.value(low, high, (address) => this.#fromObject(address, outer));
  }

  #fromObject(address, outer = []) {
    const heap = this.#heap;
    const classId = heap.classId(address);
    const kind = this.#kinds[classId] ??= heap.rt.rt_js_kind(address);
    switch (kind) {
      case KIND.FOREIGN: return this.#objects[heap.handle(address)];
      case KIND.STR: return heap.string(address);
      case KIND.INT: return heap.bigInt(address);
      case KIND.FLOAT: return heap.float(address);
      case KIND.BYTES: return heap.copyBytes(address);
      case KIND.ITEMS: return this.#array(address, outer);
      case KIND.DICT: return this.#plainObject(address, outer);
      case KIND.CALLABLE: return this.#function(address, address);
      case KIND.METHOD: return this.#function(address, `${heap.word(address + METHOD_SELF)} ${heap.word(address + METHOD_FUNCTION)}`);
      case KIND.EXCEPTION:
        heap.retain(address);
        return this.#errorTake(address);
    }
    throw new Raise("TypeError", `cannot convert '${heap.takeString(heap.rt.rt_js_class_name(address))}' object to JavaScript`);
  }

  #within(address, outer) {
    if (outer.includes(address)) throw new Raise("ValueError", "data that contains itself cannot go to JavaScript");
    return [...outer, address];
  }

  #array(address, outer) {
    const inner = this.#within(address, outer);
    const tuple = this.#heap.rt.rt_js_items(address) >>> 0;
    if (!tuple) throw PENDING;
    return this.#takeTuple(tuple, inner);
  }

  #takeTuple(tuple, outer) {
    const heap = this.#heap;
    try {
      const items = new Array(heap.tupleLength(tuple));
      for (let i = 0; i < items.length; i++) items[i] = this.read(heap.tupleItem(tuple, i), outer);
      return items;
    } finally {
      heap.rt.rt_js_release(tuple);
    }
  }

  #plainObject(address, outer) {
    const inner = this.#within(address, outer);
    return this.#fromPairs(this.#takeTuple(this.#heap.rt.rt_js_pairs(address) >>> 0, inner));
  }

  #fromPairs(pairs) {
    const object = {};
    for (let i = 0; i < pairs.length; i += 2) {
      if (typeof pairs[i] !== "string") throw new Raise("TypeError", "a dict for JavaScript must have str keys");
      // Not by assignment: "__proto__" is a key like others.
      Object.defineProperty(object, pairs[i], { value: pairs[i + 1], writable: true, enumerable: true, configurable: true });
    }
    return object;
  }

  // `count` Values from `at` on; keyword arguments become one more object.
  arguments(at, count, pairs = 0, pairCount = 0) {
    const items = [];
    for (let i = 0; i < count; i++) items.push(this.read(at + 8 * i));
    if (pairCount) {
      const named = [];
      for (let i = 0; i < 2 * pairCount; i++) named.push(this.read(pairs + 8 * i));
      items.push(this.#fromPairs(named));
    }
    return items;
  }

  // ---- JavaScript to Python
  // Leaves a Value, owned, at the address.
  write(at, value) {
    const heap = this.#heap;
    switch (typeof value) {
      case "undefined": return heap.put(at, NONE, 0);
      case "boolean": return heap.putBool(at, value);
      case "string": return heap.putRef(at, heap.newString(value));
      case "bigint": return heap.putBigInt(at, value);
      case "number":
        if (Number.isSafeInteger(value) && !Object.is(value, -0)) heap.putSafeInteger(at, value);
        else heap.rt.rt_js_float(value, at);
        return;
    }
    if (value === null) return heap.put(at, NONE, 0);
    const known = value instanceof PythonError ? value.address : typeof value === "function" ? this.#callables.get(value) : undefined;
    if (known === undefined) return heap.putRef(at, this.wrap(value));
    heap.retain(known);
    heap.putRef(at, known);
  }

  isPython = (value) => this.#callables.has(value);

  // ---- callbacks
  // The same function for the same callable as long as it lives. Bound methods are made anew each time that they are
  // looked up, so they are told apart by instance and function (`key`).
  #function(address, key) {
    const known = this.#functions.get(key)?.deref();
    if (known) return known;
    const heap = this.#heap;
    const arity = heap.rt.rt_js_arity(address);
    const section = this.#host.section?.();
    const call = (...given) => this.#call(address, arity < 0 ? given.length : Math.min(arity, given.length), given, section);
    heap.retain(address);
    const ref = new WeakRef(call);
    this.#functions.set(key, ref);
    this.#callables.set(call, address);
    this.#ends.register(call, { address, key, ref });
    return call;
  }

  #call(address, count, given, section) {
    const heap = this.#heap, rt = heap.rt, stack = rt.__stack_pointer, bottom = stack.value;
    const args = (bottom - 8 * count) & ~15;
    const outside = this.#runIn(section);
    let written = 0, isInside = false;
    stack.value = args;
    heap.retain(address); // it may replace itself
    try {
      for (; written < count; written++) this.write(args + 8 * written, given[written]);
      isInside = true;
      const failed = rt.rt_js_call(address, args, count);
      isInside = false;
      if (failed) throw PENDING;
      const result = heap.refOf(heap.result);
      try {
        return this.read(heap.result);
      } finally {
        if (result) rt.rt_js_release(result);
      }
    } catch (error) {
      if (isInside) rt.rt_js_abandon();
      if (!(error instanceof WebAssembly.RuntimeError) && this.#raise(error)) throw this.#errorTake(rt.rt_js_take() >>> 0, section);
      throw error;
    } finally {
      while (written > 0) {
        const ref = heap.refOf(args + 8 * --written);
        if (ref) rt.rt_js_release(ref);
      }
      rt.rt_js_release(address);
      stack.value = bottom;
      this.#runIn(outside);
      this.#flushSoon();
      this.#host.wake?.();
    }
  }

  // What a callback prints goes where the part of the page prints that gave it to JavaScript.
  #runIn(section) {
    const before = this.#host.section?.();
    if (section === before) return before;
    this.#heap.rt.rt_web_flush();
    this.#host.runs(section);
    return before;
  }

  // Standard output goes out when the event is done.
  #flushSoon() {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    queueMicrotask(() => {
      this.#isFlushing = false;
      this.#heap.rt.rt_web_flush();
    });
  }

  // ---- exceptions
  #errorTake(address, section = this.#host.section?.()) {
    const error = new PythonError(this.#heap.takeString(this.#heap.rt.rt_js_summary(address)), address, section);
    this.#ends.register(error, { address });
    return error;
  }

  // Sets the Python exception for what was thrown. False: it is not Python's to catch.
  #raise(error) {
    const heap = this.#heap;
    if (error === PENDING) return true;
    if (error instanceof WebAssembly.RuntimeError) return false;
    if (error instanceof PythonError) {
      heap.rt.rt_js_raise_again(error.address);
      return true;
    }
    if (error instanceof Raise) {
      heap.rt.rt_js_raise(error.kind, heap.newString(error.message), 0);
      return true;
    }
    const isObject = typeof error === "object" && error !== null;
    const foreign = isObject ? this.wrap(error) : 0;
    heap.rt.rt_js_raise(RAISE.JSError, heap.newString(textOf(error)), foreign);
    if (foreign) heap.rt.rt_js_release(foreign);
    return true;
  }

  // For the catch of every call from Python.
  fail(error, answer) {
    if (!this.#raise(error)) throw error;
    return answer;
  }

  // Prints a Python exception that nobody caught. Undefined: `error` is none. Else {code}: not null where it means the
  // end of the program.
  report(error) {
    if (!(error instanceof PythonError)) return undefined;
    const outside = this.#runIn(error.section);
    const code = this.#heap.rt.rt_js_report(error.address);
    this.#runIn(outside);
    return { code: error.message.startsWith("SystemExit") ? code : null };
  }
}

function textOf(error) {
  try {
    return typeof error?.message === "string" ? `${error.name ?? "Error"}: ${error.message}` : String(error);
  } catch {
    return "an object without text was thrown";
  }
}
