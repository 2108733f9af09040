// The playground: an editor, Run and Stop, what the program writes, what it asks.
import { indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { indentUnit } from "@codemirror/language";
import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { Picture } from "./canvas.js";
import { Channel, channelMemory } from "./channel.js";
import { Stage, usesPage } from "./stage.js";

const POLL_MS = 25;
const TEXT_MAX = 1 << 18; // characters of output kept in the page
const PIECE_MAX = 1 << 13;
const KEPT = "krait-playground-program";
const OWN = "my program";
const at = (id) => document.getElementById(id);

const output = at("output");
const picture = new Picture(at("canvas"));
let modules = null; // {compiler, runtime}
let spare = null; // a worker that has started and waits for its program
let shownLength = 0; // characters in `output`
let run = null; // {worker, channel, timer, decoders}, or {stage}

// ---- what is shown
function show(written, kind) {
  const text = kind === "" ? picture.take(written) : written;
  if (!text) return;
  const isAtEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 40;
  for (let at = Math.max(0, text.length - TEXT_MAX); at < text.length; at += PIECE_MAX) {
    const piece = text.slice(at, at + PIECE_MAX);
    let last = output.lastChild;
    if (last?.className !== kind || last.textContent.length > PIECE_MAX) {
      last = output.appendChild(document.createElement("span"));
      last.className = kind;
    }
    last.append(piece);
    shownLength += piece.length;
  }
  while (shownLength > TEXT_MAX && output.firstChild !== output.lastChild) {
    shownLength -= output.firstChild.textContent.length;
    output.firstChild.remove();
  }
  if (isAtEnd) output.scrollTop = output.scrollHeight;
}

function status(text) {
  at("status").textContent = text;
}

const kilobytes = (bytes) => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`);
const duration = (ms) => (ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(2)} s`);

// ---- the editor
const editor = new EditorView({
  parent: at("editor"),
  extensions: [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (start(), true) }])),
    basicSetup,
    keymap.of([indentWithTab]),
    indentUnit.of("    "),
    python(),
    EditorView.contentAttributes.of({ "aria-label": "Program" }),
  ],
});

function edit(text) {
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
}

// ---- running
function newWorker() {
  return new Worker("/playground/worker.js");
}

function buttons() {
  at("run").disabled = !modules || (run !== null && !run.isOver);
  at("stop").disabled = run === null;
}

function drain() {
  // Neighbours of a kind are shown in one step: a frame is often one short line.
  let pending = "", pendingKind = "";
  run.channel.drain((file, bytes) => {
    const text = (run.decoders[file] ??= new TextDecoder()).decode(bytes, { stream: true });
    const kind = file === 1 ? "" : "error";
    if (kind !== pendingKind) {
      show(pending, pendingKind);
      pending = "";
    }
    pendingKind = kind;
    pending += text;
  });
  show(pending, pendingKind);
}

function finish(text) {
  if (run.stage) {
    run.stage.stop();
    at("stage").hidden = true;
    run = null;
    status(text);
    buttons();
    return;
  }
  drain();
  show(picture.end(), "rest");
  clearInterval(run.timer);
  run.worker.terminate();
  run = null;
  at("input").hidden = true;
  status(text);
  buttons();
}

function hear({ data }) {
  if (data.kind === "compiled") {
    run.compiled = `${kilobytes(data.bytes)} of wasm, compiled in ${duration(data.milliseconds)}`;
    status(`${run.compiled}; running…`);
  } else if (data.kind === "asking") {
    drain();
    at("input").hidden = false;
    at("line").focus();
  } else if (run.compiled) {
    finish(`${run.compiled}; ran ${duration(data.milliseconds)}${data.code ? `, exit code ${data.code}` : ""}`);
  } else {
    finish("not compiled");
  }
}

// The program's page lives on when its main part is over, until it is stopped or another one runs.
function startStage(text) {
  const mine = run = { stage: null, isOver: false };
  mine.stage = new Stage(at("stage"), text, (written) => show(written, ""), (code, milliseconds) => {
    if (run !== mine) return;
    mine.isOver = true;
    status(`compiled and ran in ${duration(milliseconds)} in a page of its own${code ? `, exit code ${code}` : ""}`);
    buttons();
  });
  status("running in a page of its own…");
  buttons();
}

function start() {
  if (run?.isOver) finish("");
  if (!modules || run) return;
  const text = editor.state.doc.toString();
  output.replaceChildren();
  shownLength = 0;
  at("canvas").hidden = true;
  localStorage.setItem(KEPT, text);
  if (usesPage(text)) {
    startStage(text);
    return;
  }
  const worker = spare ?? newWorker();
  spare = newWorker();
  const memory = channelMemory();
  run = { worker, channel: new Channel(memory), decoders: [], compiled: "", timer: setInterval(drain, POLL_MS) };
  worker.onmessage = hear;
  worker.onerror = (event) => {
    show(`${event.message}\n`, "error");
    finish("failed");
  };
  status("compiling…");
  buttons();
  worker.postMessage({ ...modules, memory, name: "program.py", text });
}

at("run").onclick = start;
at("stop").onclick = () => run && finish(`${run.compiled ? `${run.compiled}; ` : ""}stopped`);

at("input").onsubmit = (event) => {
  event.preventDefault();
  answer(at("line").value);
};
at("eof").onclick = () => answer(null);

function answer(line) {
  if (!run) return;
  at("input").hidden = true;
  at("line").value = "";
  show(line === null ? "\n" : `${line}\n`, "typed");
  run.channel.answer(line);
}

// ---- examples
async function loadExamples() {
  const names = await (await fetch("/examples.json")).json();
  const menu = at("examples");
  const kept = localStorage.getItem(KEPT);
  if (kept !== null) menu.append(new Option(OWN, ""));
  for (const name of names) menu.append(new Option(name.replace(/\.py$/, "").replaceAll("_", " "), name));
  menu.onchange = async () => {
    edit(menu.value ? await (await fetch(`/examples/${menu.value}`)).text() : kept);
  };
  if (menu.options.length) await menu.onchange();
}

async function load() {
  if (!globalThis.crossOriginIsolated) {
    status("This page needs the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy: use ./dev run.");
    return;
  }
  const compiled = (name) => WebAssembly.compileStreaming(fetch(name));
  const examples = loadExamples();
  const names = ["/krait-compiler.wasm", "/krait-rt.wasm", "/krait-library.wasm"];
  const [compiler, ...runtime] = await Promise.all(names.map(compiled));
  await examples;
  modules = { compiler, runtime };
  spare = newWorker();
  status("Ready.");
  buttons();
}

load().catch((error) => status(`Cannot start: ${error.message}`));
