// Programs that use the page run on the main thread, in a page of their own inside the playground.

export const usesPage = (text) => /^[ \t]*(from|import)[ \t]+krait\b/m.test(text);

// What the frame shows before the program adds to it. Its output is hidden there: the playground shows it.
const page = (text) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>program</title><base href="/examples/">
<style>body { font: 16px system-ui, sans-serif; margin: 12px; }</style>
<script>document.addEventListener("krait-end", (event) => { window.kraitCode = event.detail.code; });</script><script src="/krait.js"></script></head><body>
<pre id="krait-output" hidden></pre><script type="text/python" data-output="#krait-output">
${text.replaceAll("</script", "<\\/script")}
</script></body></html>`;

export class Stage {
  #observer = null;

  // `show(text)` gets what is written, `ended(code, milliseconds)` is called when the main part is over; events go on.
  constructor(holder, text, show, ended) {
    const started = performance.now();
    this.frame = document.createElement("iframe");
    this.frame.title = "The program's page";
    this.frame.srcdoc = page(text);
    // The frame has an empty document first; the loader starts when the real one is there.
    this.frame.onload = () => {
      const inner = this.frame.contentDocument, output = inner.getElementById("krait-output");
      let shown = 0;
      const take = () => {
        const all = output.textContent;
        if (all.length > shown) show(all.slice(shown));
        shown = all.length;
      };
      this.#observer = new MutationObserver(take);
      this.#observer.observe(output, { childList: true, characterData: true, subtree: true });
      const over = (code) => {
        take();
        ended(code, performance.now() - started);
      };
      const code = inner.defaultView.kraitCode;
      if (code !== undefined) over(code);
      else inner.addEventListener("krait-end", (event) => over(event.detail.code));
    };
    holder.replaceChildren(this.frame);
    holder.hidden = false;
  }

  stop() {
    this.#observer?.disconnect();
    this.frame.remove();
  }
}
