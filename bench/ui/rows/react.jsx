import { memo, useReducer } from "react";
import { createRoot } from "react-dom/client";
import { build } from "./data.mjs";

function reduce(state, action) {
  const { data, selected } = state;
  switch (action.type) {
    case "run": return { data: build(1000), selected: null };
    case "runlots": return { data: build(10000), selected: null };
    case "add": return { data: data.concat(build(1000)), selected };
    case "update": {
      const next = data.slice();
      for (let i = 0; i < next.length; i += 10) next[i] = { id: next[i].id, label: next[i].label + " !!!" };
      return { data: next, selected };
    }
    case "clear": return { data: [], selected: null };
    case "swaprows": {
      if (data.length < 999) return state;
      const next = data.slice();
      [next[1], next[998]] = [next[998], next[1]];
      return { data: next, selected };
    }
    case "remove": return { data: data.toSpliced(data.findIndex((row) => row.id === action.id), 1), selected };
    default: return { data, selected: action.id };
  }
}

const Row = memo(({ selected, item, dispatch }) => (
  <tr className={selected ? "danger" : ""}>
    <td className="col-md-1">{item.id}</td>
    <td className="col-md-4"><a onClick={() => dispatch({ type: "select", id: item.id })}>{item.label}</a></td>
    <td className="col-md-1"><a onClick={() => dispatch({ type: "remove", id: item.id })}><span className="glyphicon glyphicon-remove" aria-hidden="true" /></a></td>
    <td className="col-md-6" />
  </tr>
), (before, after) => before.selected === after.selected && before.item === after.item);

const Button = memo(({ id, text, dispatch }) => <button id={id} onClick={() => dispatch({ type: id })}>{text}</button>, () => true);

const App = () => {
  const [{ data, selected }, dispatch] = useReducer(reduce, { data: [], selected: null });
  return (
    <div className="container">
      <div className="jumbotron">
        <Button id="run" text="Create 1,000 rows" dispatch={dispatch} />
        <Button id="runlots" text="Create 10,000 rows" dispatch={dispatch} />
        <Button id="add" text="Append 1,000 rows" dispatch={dispatch} />
        <Button id="update" text="Update every 10th row" dispatch={dispatch} />
        <Button id="clear" text="Clear" dispatch={dispatch} />
        <Button id="swaprows" text="Swap Rows" dispatch={dispatch} />
      </div>
      <table className="table table-hover table-striped test-data"><tbody>
        {data.map((item) => <Row key={item.id} item={item} selected={selected === item.id} dispatch={dispatch} />)}
      </tbody></table>
    </div>
  );
};

createRoot(document.getElementById("main")).render(<App />);
window.ready = true;
