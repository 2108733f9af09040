// The imports of module "js": what the runtime asks of a Foreign object (tools/web/rt_js_wasm.c).
import { UNDEFINED } from "./heap.js";
import { Raise } from "./values.js";

const GET_FAILED = 0, GET_VALUE = 1, GET_METHOD = 2; // as there
const SHOWN_MAX = 200; // characters of an array or object in its repr

export function typeName(object) {
  if (typeof object === "function") return "function";
  if (object === globalThis) return "globalThis";
  const name = object?.constructor?.name;
  return typeof name === "string" && name && name !== "Object" ? name : Object.prototype.toString.call(object).slice(8, -1);
}

const isList = (object) => Array.isArray(object) || ArrayBuffer.isView(object);
const isMap = (object) => !isList(object) && typeof object.get === "function" && typeof object.has === "function";
const isIterable = (object) => typeof object[Symbol.iterator] === "function";
const isPlain = (object) => [Object.prototype, null].includes(Object.getPrototypeOf(object)) && !(Symbol.toStringTag in object);

// The name under which the object has it: Python's keywords have an underscore behind them. Undefined: it has not.
function ownName(object, name) {
  if (name in Object(object)) return name;
  const short = name.endsWith("_") ? name.slice(0, -1) : name;
  return short in Object(object) ? short : undefined;
}

const noAttribute = (object, name) => new Raise("AttributeError", `'${typeName(object)}' object has no attribute '${name}'`);

// `new` of a class, or js.new(class, …): JavaScript's operator has no name of its own.
function constructor(object, name) {
  if (name !== "new") return undefined;
  if (object === globalThis) return (made, ...args) => construct(made, args);
  return typeof object === "function" ? (...args) => construct(object, args) : undefined;
}

function construct(made, args) {
  if (typeof made !== "function") throw new Raise("TypeError", "new needs a class of JavaScript");
  return Reflect.construct(made, args);
}

// Python calls a class to make an object. Those that mean something else without `new` (String, BigInt …) keep that.
function isMaker(target) {
  if (Object.getOwnPropertyDescriptor(target, "prototype")?.writable !== false || target === BigInt || target === Symbol) return false;
  return Object.hasOwn(target.prototype, Symbol.toStringTag) || /^class\b/.test(Function.prototype.toString.call(target));
}

const apply = (target, receiver, given) => isMaker(target) ? Reflect.construct(target, given) : Reflect.apply(target, receiver, given);

// Methods want the object that they were got from; classes and the functions of globalThis do not.
function wantsReceiver(object, name, value) {
  if (object === globalThis) return false;
  const prototype = Object.getOwnPropertyDescriptor(value, "prototype");
  return !prototype || (prototype.writable && /^[a-z_$]/.test(name));
}

function repr(object) {
  if (typeof object === "symbol") return object.toString();
  if (typeof object === "function") {
    const kind = Object.getOwnPropertyDescriptor(object, "prototype")?.writable === false ? "class" : "function";
    return `<${kind} ${object.name || "(anonymous)"}>`;
  }
  const name = typeName(object);
  if (isList(object) || isPlain(object)) {
    try {
      const shown = JSON.stringify(ArrayBuffer.isView(object) ? Array.from(object) : object);
      return `<${name} ${shown.length > SHOWN_MAX ? shown.slice(0, SHOWN_MAX) + "…" : shown}>`;
    } catch {
      // Cyclic, or with a bigint: the name must do.
    }
  }
  return `<${name}>`;
}

function str(object) {
  if (typeof object !== "object" || isList(object) || isPlain(object)) return repr(object);
  const text = String(object);
  return text.startsWith("[object ") ? repr(object) : text;
}

function lengthOf(object) {
  const length = typeof object === "function" ? undefined : object.length ?? object.size;
  if (typeof length !== "number") throw new Raise("TypeError", `object of type '${typeName(object)}' has no len()`);
  return length;
}

// Negative indices count from the end.
function place(object, key) {
  return typeof key === "number" && key < 0 && typeof object.length === "number" ? key + object.length : key;
}

const absent = (key) => typeof key === "number" ? new Raise("IndexError", "index out of range") : new Raise("KeyError", String(key));

export function getItem(object, key) {
  if (isMap(object)) {
    if (!object.has(key)) throw new Raise("KeyError", String(key));
    return object.get(key);
  }
  const at = place(object, key);
  const value = object[at];
  if (value === undefined && !(at in object)) throw absent(key);
  return value;
}

export function setItem(object, key, value) {
  if (isMap(object) && typeof object.set === "function") {
    object.set(key, value);
    return;
  }
  const at = place(object, key);
  if (isList(object) && !(at in object)) throw absent(key);
  object[at] = value;
}

export function deleteItem(object, key) {
  const at = place(object, key);
  if (isMap(object) ? !object.has(key) : !(at in object)) throw absent(key);
  if (Array.isArray(object)) object.splice(at, 1);
  else if (isMap(object)) object.delete(key);
  else delete object[at];
}

export function hasItem(object, item) {
  if (isMap(object) || object instanceof Set) return object.has(item);
  if (isIterable(object)) {
    for (const each of object) if (each === item || (each !== each && item !== item)) return true;
    return typeof item === "string" && !isList(object) && item in object;
  }
  return typeof item !== "object" && item in object;
}

function iterator(object) {
  if (isIterable(object)) return object[Symbol.iterator]();
  if (typeof object.next === "function") return object;
  if (isPlain(object)) return Object.keys(object)[Symbol.iterator]();
  throw new Raise("TypeError", `'${typeName(object)}' object is not iterable`);
}

// A collection without members is false; an element never is, even a form or a select.
function truth(object) {
  if (typeof object !== "object" || !isIterable(object) || object instanceof EventTarget) return true;
  return (object.length ?? object.size) !== 0;
}

export function dynamicImports(heap, values) {
  const object = values.object;
  const result = (value) => {
    values.write(heap.result, value);
    return 0;
  };
  const all = {
    get(handle, nameAt) {
      const target = object(handle), name = heap.name(nameAt);
      const own = ownName(target, name);
      const value = own === undefined ? constructor(target, name) : target[own];
      if (own === undefined && value === undefined) throw noAttribute(target, name);
      values.write(heap.result, value);
      return typeof value === "function" && !values.isPython(value) && wantsReceiver(target, own ?? name, value) ? GET_METHOD : GET_VALUE;
    },
    set(handle, nameAt, valueAt) {
      const target = object(handle), name = heap.name(nameAt);
      target[ownName(target, name) ?? name] = values.read(valueAt);
    },
    delete(handle, nameAt) {
      const target = object(handle), name = heap.name(nameAt), own = ownName(target, name);
      if (own === undefined) throw noAttribute(target, name);
      delete target[own];
    },
    call(handle, receiver, args, count, pairs, pairCount) {
      const target = object(handle);
      if (typeof target !== "function") throw new Raise("TypeError", `'${typeName(target)}' object is not callable`);
      const given = values.arguments(args, count, pairs, pairCount);
      return result(apply(target, receiver ? object(receiver) : undefined, given));
    },
    method(handle, nameAt, args, count, pairs, pairCount) {
      const target = object(handle), name = heap.name(nameAt), own = ownName(target, name);
      const method = own === undefined ? constructor(target, name) : target[own];
      if (own === undefined && method === undefined) throw noAttribute(target, name);
      if (typeof method !== "function") throw new Raise("TypeError", `'${typeName(target)}.${name}' is not callable`);
      return result(apply(method, target, values.arguments(args, count, pairs, pairCount)));
    },
    getitem: (handle, key) => result(getItem(object(handle), values.read(key))),
    setitem: (handle, key, value) => setItem(object(handle), values.read(key), values.read(value)),
    delitem: (handle, key) => deleteItem(object(handle), values.read(key)),
    iter: (handle) => result(iterator(object(handle))),
    next(handle) {
      const target = object(handle);
      if (typeof target.next !== "function") throw new Raise("TypeError", `'${typeName(target)}' object is not an iterator`);
      const step = target.next();
      if (!step.done) return result(step.value);
      heap.put(heap.result, UNDEFINED, 0);
      return 0;
    },
    len: (handle) => lengthOf(object(handle)),
    has: (handle, item) => +hasItem(object(handle), values.read(item)),
    truth: (handle) => +truth(object(handle)),
    instance(handle, value) {
      const target = object(handle);
      if (typeof target !== "function")
        throw new Raise("TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union");
      return +(heap.refOf(value) !== 0 && values.read(value) instanceof target);
    },
    text: (handle, isRepr) => heap.newString((isRepr ? repr : str)(object(handle))),
    callable: (handle) => +(typeof object(handle) === "function"),
    root: () => result(globalThis),
  };
  const failures = { get: GET_FAILED, len: -1, has: -1, truth: -1, instance: -1, text: 0, callable: 0 };
  const imports = { release: (handle) => values.release(handle) };
  for (const [name, operation] of Object.entries(all)) {
    const failure = failures[name] ?? 1;
    imports[name] = (...args) => {
      try {
        return operation(...args);
      } catch (error) {
        return values.fail(error, failure);
      }
    };
  }
  return imports;
}
