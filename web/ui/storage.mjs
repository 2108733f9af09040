// Atoms that outlive the page (@Persist): texts by key, written back some time after their last change.
//
//   stored(kind, key) → text or null;   store(kind, key, text, delayMs)      kind: 0 local, 1 session
const waiting = new Map(); // "kind key" → { kind, key, text, timer }

const storageOf = (kind) => (kind === 0 ? localStorage : sessionStorage);

// Storage may be full or forbidden: the program goes on without.
function attempt(action) {
  try {
    return action();
  } catch (error) {
    console.warn(`nothing is stored: ${error.message}`);
    return null;
  }
}

function write(name) {
  const { kind, key, text, timer } = waiting.get(name);
  clearTimeout(timer);
  waiting.delete(name);
  attempt(() => storageOf(kind).setItem(key, text));
}

export const stored = (kind, key) => attempt(() => storageOf(kind).getItem(key));

export function store(kind, key, text, delay) {
  const name = `${kind} ${key}`;
  clearTimeout(waiting.get(name)?.timer);
  waiting.set(name, { kind, key, text, timer: setTimeout(write, delay, name) });
}

// The page may never come back from being hidden.
addEventListener("pagehide", () => [...waiting.keys()].forEach(write));
