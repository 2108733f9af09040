// A page for a test, opened in the browser.

let count = 0;

// Opens a page with `body` and waits for its program's end. `files`: more of the server's files; `after(tab)`: what a
// person does then.
export async function visit({ browser, pages, base }, body, files = {}, act = async () => {}, after = async () => {}) {
  const folder = `/case${count++}`;
  pages.set(`${folder}/index.html`, `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<script>document.addEventListener("krait-end", (event) => { window.ended = event.detail.code; });</script>${body}`);
  for (const [name, text] of Object.entries(files)) pages.set(`${folder}/${name}`, text);
  const tab = await browser.newPage();
  const lines = [], errors = [];
  tab.on("console", (message) => {
    if (!message.text().startsWith("Failed to load")) (message.type() === "error" ? errors : lines).push(message.text());
  });
  tab.on("pageerror", (error) => errors.push(`page error: ${error.message}`));
  await act(tab);
  await tab.goto(`${base}${folder}/index.html`);
  await tab.waitForFunction(() => window.ended !== undefined, null, { timeout: 60_000 });
  await after(tab);
  const outcome = { lines, errors, code: await tab.evaluate(() => window.ended) };
  const element = await tab.$("#out");
  if (element) outcome.text = await element.innerText();
  await tab.close();
  return outcome;
}

export const LOADER = `<script src="/krait.js"></script>`;
export const python = (text, attributes = "") => `<script type="text/python" ${attributes}>\n${text}\n</script>`;
