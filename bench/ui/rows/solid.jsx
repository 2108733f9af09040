import { createSelector, createSignal, For, batch } from "solid-js";
import { render } from "solid-js/web";
import { build } from "./data.mjs";

const items = (count) => build(count).map(({ id, label }) => {
  const [read, write] = createSignal(label);
  return { id, label: read, setLabel: write };
});

const Button = (props) => <button id={props.id} onClick={props.act}>{props.text}</button>;

const App = () => {
  const [data, setData] = createSignal([]), [selected, setSelected] = createSignal(null);
  const isSelected = createSelector(selected);
  const run = () => setData(items(1000)), runLots = () => setData(items(10000));
  const add = () => setData((d) => [...d, ...items(1000)]);
  const update = () => batch(() => {
    for (let i = 0, d = data(); i < d.length; i += 10) d[i].setLabel((l) => l + " !!!");
  });
  const clear = () => setData([]);
  const swap = () => {
    const d = data().slice();
    if (d.length > 998) {
      [d[1], d[998]] = [d[998], d[1]];
      setData(d);
    }
  };
  const remove = (id) => setData((d) => d.toSpliced(d.findIndex((row) => row.id === id), 1));
  return (
    <div class="container">
      <div class="jumbotron">
        <Button id="run" text="Create 1,000 rows" act={run} />
        <Button id="runlots" text="Create 10,000 rows" act={runLots} />
        <Button id="add" text="Append 1,000 rows" act={add} />
        <Button id="update" text="Update every 10th row" act={update} />
        <Button id="clear" text="Clear" act={clear} />
        <Button id="swaprows" text="Swap Rows" act={swap} />
      </div>
      <table class="table table-hover table-striped test-data"><tbody>
        <For each={data()}>{(row) => {
          const id = row.id;
          return (
            <tr class={isSelected(id) ? "danger" : ""}>
              <td class="col-md-1" textContent={id} />
              <td class="col-md-4"><a onClick={() => setSelected(id)} textContent={row.label()} /></td>
              <td class="col-md-1"><a onClick={() => remove(id)}><span class="glyphicon glyphicon-remove" aria-hidden="true" /></a></td>
              <td class="col-md-6" />
            </tr>
          );
        }}</For>
      </tbody></table>
    </div>
  );
};

render(App, document.getElementById("main"));
window.ready = true;
