// The imports of module "web": functions made from names alone (src/abi/web.h).
//
//   KIND Interface.member PARAMS>RESULT        "get Node.textContent >?s"
import { deleteItem, getItem, hasItem, setItem, typeName } from "./dynamic.js";
import { Raise } from "./values.js";

const NARROW_MAX = 4; // so many parameters of one word each have a function of their own form

// "?so>v" → [["s", true], ["o", false]], ["v", false]
function parse(letters) {
  const [params, result] = letters.split(">").map((part) => Array.from(part.matchAll(/(\??)([a-z])/g), ([, mark, letter]) => [letter, mark !== ""]));
  return { params, result: result[0] };
}

// A nullable number or bool travels as anything.
const isWide = ([letter, isNullable]) => letter === "a" || (isNullable && "ifb".includes(letter));

function readers(heap, values) {
  return {
    o: (handle) => values.object(handle),
    s: (address) => address ? heap.string(address >>> 0) : null,
    b: (bit) => bit !== 0,
    i: (number) => number,
    f: (number) => number,
  };
}

function writers(heap, values) {
  return {
    v: () => undefined,
    a: (value) => values.write(heap.result, value),
    i: (number) => +number,
    f: (number) => +number,
    b: (truth) => +!!truth,
    s: (text) => text == null ? 0 : heap.newString(`${text}`),
    o: (object) => {
      if (object == null) return 0;
      if (typeof object !== "object" && typeof object !== "function") throw new Raise("TypeError", `an object was expected, not ${typeof object}`);
      return values.wrap(object);
    },
  };
}

// The compiler relies on it: what may not be None never is.
function required(writer, letter) {
  if (letter === "s") return (text) => writer(`${text}`);
  if (letter !== "o") return writer;
  return (object) => {
    if (object == null) throw new Raise("TypeError", `an object was expected, not ${object}`);
    return writer(object);
  };
}

// The property of the interface's prototype or of one of its bases; undefined where only objects have it.
function inherited(name, member) {
  for (let place = globalThis[name]?.prototype; place; place = Object.getPrototypeOf(place)) {
    const found = Object.getOwnPropertyDescriptor(place, member);
    if (found) return found;
  }
  return undefined;
}

const missing = (owner, member) => new Raise("AttributeError", `${owner} has no attribute '${member}' in this browser`);

function named(owner, member) {
  const holder = globalThis[owner];
  if (holder == null) throw new Raise("AttributeError", `there is no ${owner} in this browser`);
  if (!(member in holder)) throw missing(owner, member);
  return holder;
}

// A function of the platform that takes its receiver first.
function method(found) {
  const action = (object, ...args) => found.apply(object, args);
  action.direct = found;
  return action;
}

// What each kind does with its receiver (where it has one) and arguments.
const KINDS = {
  get(owner, member) {
    const getter = inherited(owner, member)?.get;
    if (getter) return method(getter);
    return (object) => {
      if (!(member in object)) throw missing(owner, member);
      return object[member];
    };
  },
  set(owner, member) {
    const setter = inherited(owner, member)?.set;
    if (setter) return method(setter);
    return (object, value) => {
      object[member] = value;
    };
  },
  call(owner, member) {
    const found = inherited(owner, member)?.value;
    if (typeof found === "function") return method(found);
    return (object, ...args) => {
      if (typeof object[member] !== "function") throw missing(owner, member);
      return object[member](...args);
    };
  },
  new: (owner) => (...args) => {
    if (typeof globalThis[owner] !== "function") throw new Raise("AttributeError", `there is no ${owner} in this browser`);
    return Reflect.construct(globalThis[owner], args);
  },
  static: (owner, member) => (...args) => named(owner, member)[member](...args),
  read: (owner, member) => () => named(owner, member)[member],
  write: (owner, member) => (value) => {
    named(owner, member)[member] = value;
  },
  global: (name) => () => {
    if (!(name in globalThis)) throw new Raise("AttributeError", `there is no ${name} in this browser`);
    return globalThis[name];
  },
  is: (owner) => (object) => typeof globalThis[owner] === "function" && object instanceof globalThis[owner],
  invoke: () => (callback, ...args) => {
    if (typeof callback !== "function") throw new Raise("TypeError", `'${typeName(callback)}' object is not callable`);
    return callback(...args);
  },
  getitem: () => getItem,
  setitem: () => setItem,
  delitem: () => deleteItem,
  has: () => hasItem,
};

const WITHOUT_RECEIVER = ["new", "static", "read", "write", "global"];

export function typedImports(heap, values) {
  const read = readers(heap, values), write = writers(heap, values);

  function make(name) {
    const [kind, path, letters] = name.split(" ");
    const [owner, member] = path.split(".");
    const { params, result } = parse(letters);
    const action = KINDS[kind](owner, member);
    const finish = isWide(result) ? write.a : result[1] ? write[result[0]] : required(write[result[0]], result[0]);
    if (!WITHOUT_RECEIVER.includes(kind)) params.unshift(["o", false]);
    const fail = (error) => values.fail(error, 0);
    const made = compiled(params, params.map(([letter]) => read[letter]), action, finish, fail, (low, high) => values.decode(low, high));
    if (made) return made;
    if (params.length <= NARROW_MAX && !params.some(isWide)) return narrow(params.map(([letter]) => read[letter]), action, finish, fail);
    const wide = params.map(isWide);
    const converters = params.map(([letter]) => read[letter]);
    return (...words) => {
      try {
        const args = [];
        for (let i = 0, at = 0; i < wide.length; i++) {
          if (wide[i]) args.push(values.decode(words[at++], words[at++]));
          else args.push(converters[i](words[at++]));
        }
        return finish(action(...args));
      } catch (error) {
        return fail(error);
      }
    };
  }

  // Made when a unit's instance asks for it.
  return new Proxy({}, { get: (_, name) => make(name) });
}

// Text becomes a function of its own for each name, so that the engine knows what it calls. Null where the page forbids that.
function compiled(params, readers, action, finish, fail, decode) {
  const taken = [], given = [];
  params.forEach((param, i) => {
    taken.push(isWide(param) ? `low${i}, high${i}` : `word${i}`);
    given.push(isWide(param) ? `decode(low${i}, high${i})` : "if".includes(param[0]) ? `word${i}` : `read${i}(word${i})`);
  });
  const call = `${action.direct ? "direct.call" : "action"}(${given})`;
  const text = `return (${taken}) => { try { return finish(${call}); } catch (error) { return fail(error); } };`;
  try {
    return new Function("action", "direct", "finish", "fail", "decode", ...readers.map((_, i) => `read${i}`), text)(
      action, action.direct, finish, fail, decode, ...readers);
  } catch {
    return null;
  }
}

// One form for each number of parameters: no arrays of arguments on the way.
function narrow([a, b, c, d], action, finish, fail) {
  if (!a) return () => {
    try {
      return finish(action());
    } catch (error) {
      return fail(error);
    }
  };
  if (!b) return (x) => {
    try {
      return finish(action(a(x)));
    } catch (error) {
      return fail(error);
    }
  };
  if (!c) return (x, y) => {
    try {
      return finish(action(a(x), b(y)));
    } catch (error) {
      return fail(error);
    }
  };
  if (!d) return (x, y, z) => {
    try {
      return finish(action(a(x), b(y), c(z)));
    } catch (error) {
      return fail(error);
    }
  };
  return (x, y, z, w) => {
    try {
      return finish(action(a(x), b(y), c(z), d(w)));
    } catch (error) {
      return fail(error);
    }
  };
}
