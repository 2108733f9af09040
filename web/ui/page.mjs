// The page of a program with views: what the runtime imports as module "ui" (src/runtime/ui/page_wasm.c).
//
//   const page = pageIn(container, () => exports);     page.imports
import { connect } from "./dom.mjs";
import { dispatcher } from "./events.mjs";
import { store } from "./storage.mjs";

export function pageIn(container, exportsOf) {
  let dispatch, flush;
  const dom = connect(container, (...event) => dispatch(...event), store);
  return {
    imports: {
      // `calls` is a UiPageCalls: places in the table, and the address of the UiEvent.
      open(calls) {
        const { memory, __indirect_function_table: table } = exportsOf();
        const [run, text, end, event] = new Uint32Array(memory.buffer, calls, 4);
        flush = table.get(end);
        dispatch = dispatcher({ memory, event: () => event, event_text: table.get(text), dispatch: table.get(run) });
        return 1;
      },
      apply: (words, count, text, bytes) => dom.apply(exportsOf().memory, words, count, text, bytes),
      schedule: () => queueMicrotask(flush),
    },
  };
}
