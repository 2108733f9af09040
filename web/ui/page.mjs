// The page of a program with views: what the runtime imports as module "ui" (src/runtime/ui/page_wasm.c).
//
//   const page = pageIn(container, () => exports);     page.imports
import { connect } from "./dom.mjs";
import { dispatcher } from "./events.mjs";
import { store, stored } from "./storage.mjs";

const encoder = new TextEncoder();

export function pageIn(container, exportsOf) {
  let dispatch, flush, tick, located, room;
  const timers = new Map(); // number → how to end it
  const dom = connect(container, (...event) => dispatch(...event), store);
  const put = (text) => {
    const bytes = encoder.encode(text);
    const to = room(bytes.length); // may grow the memory
    new Uint8Array(exportsOf().memory.buffer, to, bytes.length).set(bytes);
    return bytes.length;
  };
  const tellLocation = () => located(put(location.pathname + location.search + location.hash));
  return {
    imports: {
      // `calls` is a UiPageCalls: places in the table, and the address of the UiEvent.
      open(calls) {
        const { memory, __indirect_function_table: table } = exportsOf();
        const [run, text, end, event, timer, place] = new Uint32Array(memory.buffer, calls, 6);
        [flush, room, tick, located] = [end, text, timer, place].map((at) => table.get(at));
        dispatch = dispatcher({ memory, event: () => event, event_text: room, dispatch: table.get(run) });
        return 1;
      },
      apply: (words, count, text, bytes) => dom.apply(exportsOf().memory, words, count, text, bytes),
      schedule: () => queueMicrotask(flush),
      timer(number, milliseconds, repeats) {
        if (milliseconds < 0) {
          const next = (time) => {
            timers.set(number, () => cancelAnimationFrame(frame));
            let frame = requestAnimationFrame(next);
            tick(number, time);
          };
          const first = requestAnimationFrame(next);
          timers.set(number, () => cancelAnimationFrame(first));
          return;
        }
        const run = () => tick(number, performance.now());
        const id = repeats ? setInterval(run, milliseconds) : setTimeout(run, milliseconds);
        timers.set(number, () => clearTimeout(id));
      },
      timer_end(number) {
        timers.get(number)?.();
        timers.delete(number);
      },
      location() {
        addEventListener("popstate", tellLocation);
        tellLocation();
      },
      stored(kind, key, bytes) {
        const text = stored(kind, new TextDecoder().decode(new Uint8Array(exportsOf().memory.buffer, key, bytes)));
        return text === null ? -1 : put(text);
      },
    },
  };
}
