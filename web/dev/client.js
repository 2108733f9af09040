// krait-dev.js: the page's part of `krait dev`. Shows errors over the page, follows builds, tells how long a save took to paint.
const own = document.currentScript;
const version = own.dataset.version;
const SAVED = "krait-dev-saved", SCROLL = "krait-dev-scroll";
const NOTE_MS = 2500, RETRY_MS = 500;
let socket, overlay = null;

const STYLE = `
:host { all: initial; position: fixed; z-index: 2147483647; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; }
:host([data-kind=error]) { inset: 0; overflow: auto; background: rgb(20 22 28 / 94%); color: #e8e8e8; padding: 32px; box-sizing: border-box; }
:host([data-kind=note]) { right: 12px; bottom: 12px; background: #14161c; color: #b8f0c0; padding: 3px 10px; border-radius: 4px; pointer-events: none; }
h1 { font: 600 16px/1.4 system-ui, sans-serif; color: #ff8080; margin: 0 0 16px; }
pre { margin: 0; white-space: pre-wrap; font: inherit; }
p { font: 13px/1.4 system-ui, sans-serif; color: #9aa0aa; margin: 20px 0 0; }
`;

// An element of its own style, out of the program's reach; `make` fills it.
function show(kind, make) {
  const host = document.createElement("krait-dev");
  host.dataset.kind = kind;
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  make(root);
  document.documentElement.append(host);
  return host;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function showError(text, problems) {
  overlay?.remove();
  const first = problems.find(({ severity }) => severity === "error") ?? problems[0];
  overlay = show("error", (root) => {
    root.append(element("h1", first ? `${first.file}:${first.line}: ${first.code}: ${first.message}` : "The program does not compile"));
    root.append(element("pre", text), element("p", "The page goes on with the last program that compiled. This goes away with the next good save."));
    root.host.setAttribute("role", "alert");
  });
}

function hideError() {
  overlay?.remove();
  overlay = null;
}

function note(text) {
  const shown = show("note", (root) => root.append(text));
  setTimeout(() => shown.remove(), NOTE_MS);
}

function reload(saved) {
  if (saved) sessionStorage.setItem(SAVED, String(saved));
  sessionStorage.setItem(SCROLL, JSON.stringify([scrollX, scrollY]));
  location.reload();
}

// The frame that shows the program: the first after it drew something or ended.
function painted() {
  return new Promise((resolve) => {
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(Date.now());
        port2.postMessage(0);
      });
    };
    const observer = new MutationObserver((records) => {
      if (document.readyState !== "loading" && records.some(({ target }) => document.body?.contains(target))) end();
    });
    observer.observe(document, { childList: true, subtree: true, characterData: true });
    document.addEventListener("krait-end", end);
  });
}

async function tellPaint() {
  const saved = Number(sessionStorage.getItem(SAVED));
  sessionStorage.removeItem(SAVED);
  if (!saved) return;
  const ms = await painted() - saved;
  const [x, y] = JSON.parse(sessionStorage.getItem(SCROLL) ?? "[0,0]");
  scrollTo(x, y);
  note(`${ms} ms from save to paint`);
  const text = JSON.stringify({ painted: ms });
  if (socket.readyState === WebSocket.OPEN) socket.send(text);
  else socket.addEventListener("open", () => socket.send(text));
}

function reloadStyles() {
  for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
    const url = new URL(link.href);
    url.searchParams.set("krait-dev", Date.now());
    link.href = url;
  }
}

function receive(state) {
  if (state.styles) reloadStyles();
  else if (state.reload) reload(0);
  else if (state.error !== null) showError(state.error, state.problems);
  else if (state.version !== version && state.version !== "") reload(version === "" ? 0 : state.saved);
  else hideError();
}

function connect() {
  socket = new WebSocket(new URL("/krait-dev.socket", location.href.replace(/^http/, "ws")));
  socket.onmessage = ({ data }) => receive(JSON.parse(data));
  socket.onclose = () => setTimeout(connect, RETRY_MS);
}

connect();
tellPaint();
