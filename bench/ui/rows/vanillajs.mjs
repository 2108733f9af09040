// By hand: a cloned row, one listener, rows kept beside their data.
import { build } from "./data.mjs";

const main = document.getElementById("main");
main.innerHTML = `<div class="container"><div class="jumbotron"><button id="run">Create 1,000 rows</button>
<button id="runlots">Create 10,000 rows</button><button id="add">Append 1,000 rows</button><button id="update">Update every 10th row</button>
<button id="clear">Clear</button><button id="swaprows">Swap Rows</button></div>
<table class="table table-hover table-striped test-data"><tbody></tbody></table></div>`;
const table = main.querySelector("table"), body = table.firstChild;
const template = document.createElement("template");
template.innerHTML = `<tr><td class="col-md-1"> </td><td class="col-md-4"><a> </a></td><td class="col-md-1"><a><span class="glyphicon glyphicon-remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td></tr>`;
const row = template.content.firstChild;
let data = [], rows = [], selected = null;

function create(item) {
  const tr = row.cloneNode(true), td1 = tr.firstChild, a = td1.nextSibling.firstChild;
  tr.id_ = item.id;
  td1.firstChild.nodeValue = item.id;
  a.firstChild.nodeValue = item.label;
  return tr;
}

function append(items) {
  const empty = data.length === 0;
  if (empty) body.remove();
  for (const item of items) {
    const tr = create(item);
    data.push(item);
    rows.push(tr);
    body.appendChild(tr);
  }
  if (empty) table.appendChild(body);
}

function clear() {
  body.textContent = "";
  data = [];
  rows = [];
  selected = null;
}

const actions = {
  run() { clear(); append(build(1000)); },
  runlots() { clear(); append(build(10000)); },
  add() { append(build(1000)); },
  update() {
    for (let i = 0; i < data.length; i += 10) {
      data[i].label += " !!!";
      rows[i].firstChild.nextSibling.firstChild.firstChild.nodeValue = data[i].label;
    }
  },
  clear,
  swaprows() {
    if (data.length < 999) return;
    const [a, b] = [rows[1], rows[998]];
    body.insertBefore(b, rows[2]);
    body.insertBefore(a, rows[999]);
    [rows[1], rows[998]] = [b, a];
    [data[1], data[998]] = [data[998], data[1]];
  },
};

main.addEventListener("click", (event) => {
  const action = actions[event.target.id];
  if (action) return action();
  const tr = event.target.closest("tr");
  if (!tr) return;
  const index = rows.indexOf(tr);
  if (event.target.closest(".col-md-4 a")) {
    if (selected) selected.className = "";
    (selected = tr).className = "danger";
  } else if (event.target.closest("a")) {
    tr.remove();
    rows.splice(index, 1);
    data.splice(index, 1);
  }
});
window.ready = true;
