// Applies the commands of src/runtime/ui/dom.h to the page; the numbers are those of dom_ops.def.
//
//   const dom = connect(container, (type, node, event) => flags);     type: a name's number; flags: 1 prevent the default, 2 stop
//   `store` is that of storage.mjs, for programs that persist atoms.
//   dom.apply(memory, words, count, text, bytes);
import { draw } from "./canvas.mjs";

const GROUP = 50; // rows that are cloned at once: wasm-notes, section 4.2

export function connect(container, dispatch, store) {
  const nodes = [null, container], kinds = [0, 0], templates = [], names = [];
  const decoder = new TextDecoder();
  templates[-1] = { paths: [] }; // of nodes without holes

  const walk = (node, path) => {
    for (; path > 1; path >>>= 1) node = path & 1 ? node.nextSibling : node.firstChild;
    return node;
  };
  const find = (ref) => {
    const hole = ref >>> 24, id = ref & 0xffffff;
    return hole ? walk(nodes[id], templates[kinds[id]].paths[hole - 1]) : nodes[id];
  };

  // A detached group of rows whose texts are at hand.
  function groupOf(template, size) {
    const made = template.groups[size];
    if (made) return made;
    const group = document.createDocumentFragment(), texts = [];
    for (let i = 0; i < size; i++) {
      const row = template.root.cloneNode(true);
      group.append(row);
      for (let k = 0; k < template.textCount; k++) texts.push(walk(row, template.paths[k]));
    }
    return (template.groups[size] = { group, texts });
  }

  function stamp(words, at, texts) {
    const number = words[at], template = templates[number], parent = find(words[at + 1]);
    const before = nodes[words[at + 2]] ?? null;
    let rest = words[at + 3];
    at += 4;
    while (rest > 0) {
      const size = rest >= GROUP ? GROUP : rest >= 10 ? 10 : 1;
      const { group, texts: places } = groupOf(template, size);
      const ids = at;
      for (let row = 0, place = 0; row < size; row++) {
        at++;
        for (let k = template.textCount; k > 0; k--, at += 2) {
          places[place++].nodeValue = texts.substring(words[at], words[at] + words[at + 1]);
        }
      }
      const clone = group.cloneNode(true), step = 1 + 2 * template.textCount;
      let id = ids;
      for (let node = clone.firstChild; node; node = node.nextSibling, id += step) {
        nodes[words[id]] = node;
        kinds[words[id]] = number;
        node.$k = words[id];
      }
      parent.insertBefore(clone, before);
      rest -= size;
    }
    return at;
  }

  // A field that shows an atom keeps its caret, and what an input method is composing.
  function setValue(field, text) {
    if (field.value === text) return;
    if (field === composing) return;
    const isActive = field === document.activeElement && field.selectionStart !== null;
    const { selectionStart, selectionEnd, selectionDirection, value } = field;
    field.value = text;
    if (!isActive) return;
    // The caret counts from the end when it stands there: what was typed may have become longer.
    const place = (at) => (at === value.length ? text.length : Math.min(at, text.length));
    field.setSelectionRange(place(selectionStart), place(selectionEnd), selectionDirection);
  }
  const shown = new WeakMap(); // what a field was told to show
  let composing = null;
  container.addEventListener("compositionstart", (event) => { composing = event.target; });
  container.addEventListener("compositionend", (event) => {
    composing = null;
    // The event `input` that follows tells the whole text first.
    setTimeout(() => shown.has(event.target) && setValue(event.target, shown.get(event.target)));
  });

  // Starts what the class animates; `done` when that is over, at once if it is nothing.
  function animate(node, name, done) {
    node.classList.add(name);
    const running = node.getAnimations({ subtree: true }).map((animation) => animation.finished);
    if (running.length) Promise.allSettled(running).then(() => done(node, name));
    else done(node, name);
  }

  // The node is no longer the program's: no events, no focus.
  function leave(id) {
    const node = nodes[id];
    nodes[id] = null;
    node.$k = undefined;
    node.inert = true;
    return node;
  }

  function listen(number) {
    const type = names[number];
    container.addEventListener(type, (event) => {
      const path = [];
      for (let node = event.target; node && node !== container; node = node.parentNode) {
        path.push(node);
        const id = node.$k;
        if (id === undefined) continue;
        const { paths } = templates[kinds[id]];
        for (const at of path) {
          let hole = at === node ? 0 : paths.length;
          while (hole > 0 && walk(node, paths[hole - 1]) !== at) hole--;
          const flags = hole || at === node ? dispatch(number, (hole << 24) | id, event) : 0;
          if (flags & 1) event.preventDefault();
          if (flags & 2) return event.stopPropagation();
        }
        path.length = 0;
        if (nodes[id] !== node) return; // the handler removed it
      }
    }, /^(focus|blur|scroll|load|error|mouseenter|mouseleave)$/.test(type));
  }

  function apply(memory, wordsAt, count, textAt, bytes) {
    let words = new Uint32Array(memory.buffer, wordsAt, count);
    const texts = bytes ? decoder.decode(new Uint8Array(memory.buffer, textAt, bytes)) : "";
    const text = (at) => texts.substring(words[at], words[at] + words[at + 1]);
    for (let i = 0; i < count; ) {
      const a = words[i + 1];
      switch (words[i]) {
        case 1:
          names[a] = text(i + 2);
          i += 4;
          break;
        case 2: {
          const holder = document.createElement("template");
          holder.innerHTML = text(i + 2);
          const holes = words[i + 5];
          templates[a] = { root: holder.content.firstChild, textCount: words[i + 4], paths: [...words.subarray(i + 6, i + 6 + holes)], groups: {} };
          i += 6 + holes;
          break;
        }
        case 3:
          i = stamp(words, i + 1, texts);
          break;
        case 4:
          find(a).nodeValue = text(i + 2);
          i += 4;
          break;
        case 5:
          find(a).setAttribute(names[words[i + 2]], text(i + 3));
          i += 5;
          break;
        case 6:
          find(a).removeAttribute(names[words[i + 2]]);
          i += 3;
          break;
        case 7:
          if (names[words[i + 2]] === "value") {
            const field = find(a);
            shown.set(field, text(i + 3));
            setValue(field, text(i + 3));
          } else find(a)[names[words[i + 2]]] = text(i + 3);
          i += 5;
          break;
        case 8:
          find(a)[names[words[i + 2]]] = words[i + 3] !== 0;
          i += 4;
          break;
        case 9:
          find(a)[names[words[i + 2]]] = new Float64Array(words.slice(i + 3, i + 5).buffer)[0];
          i += 5;
          break;
        case 10:
          find(a).classList.toggle(names[words[i + 2]], words[i + 3] !== 0);
          i += 4;
          break;
        case 11:
          find(a).style.setProperty(names[words[i + 2]], text(i + 3));
          i += 5;
          break;
        case 12:
          find(a)[names[words[i + 2]]]();
          words = new Uint32Array(memory.buffer, wordsAt, count); // an event's handler may have grown it
          i += 3;
          break;
        case 13:
          find(words[i + 2]).insertBefore(nodes[a], nodes[words[i + 3]] ?? null);
          i += 4;
          break;
        case 14:
          nodes[a].remove();
          nodes[a] = null;
          i += 2;
          break;
        case 15:
          find(a).textContent = "";
          for (let k = words[i + 2]; k > 0; k--) nodes[words[i + 2 + k]] = null;
          i += 3 + words[i + 2];
          break;
        case 16:
          nodes[a] = null;
          i += 2;
          break;
        case 17:
          (nodes[a] = find(words[i + 2])).$k = a; // of its own for events, too
          kinds[a] = -1;
          i += 3;
          break;
        case 18:
          find(words[i + 2]).insertBefore((nodes[a] = document.createTextNode("")), nodes[words[i + 3]] ?? null);
          i += 4;
          break;
        case 19:
          listen(a);
          i += 2;
          break;
        case 20:
          history[words[i + 3] ? "replaceState" : "pushState"](null, "", text(i + 1));
          i += 4;
          break;
        case 21:
          history.back();
          i++;
          break;
        case 22:
          animate(nodes[a], names[words[i + 2]], (node, name) => node.classList.remove(name));
          i += 3;
          break;
        case 24:
          store(a, names[words[i + 2]], text(i + 3), words[i + 5]);
          i += 6;
          break;
        case 25:
          draw(find(a), words[i + 2], new Float64Array(words.slice(i + 6, i + 6 + 2 * words[i + 5]).buffer), text(i + 3));
          i += 6 + 2 * words[i + 5];
          break;
        case 23:
          animate(leave(a), names[words[i + 2]], (node) => node.remove());
          i += 3;
          break;
      }
    }
  }
  return { apply, find };
}
