// Calls the scheduler of src/runtime/ui/frames.h once per frame while it has something to do: before the next paint, or, where
// nothing is painted (hidden tabs), from a message.
//
//   const request = frames((startMs) => exports.run(startMs));     request is UiFrameHost's
export function frames(run) {
  let isAsked = false;
  const { port1, port2 } = new MessageChannel();
  const go = (start) => {
    if (!isAsked) return;
    isAsked = false;
    run(start);
  };
  port1.onmessage = () => go(performance.now());
  // A frame that was asked for while the page could be seen may never come.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && isAsked) port2.postMessage(0);
  });
  return () => {
    isAsked = true;
    if (document.hidden) port2.postMessage(0);
    else requestAnimationFrame(go);
  };
}
