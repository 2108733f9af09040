// krait-errors.js: messages about a page's program with the places in the page; loaded when there is a message.

let html = null; // of the page, or "" where it cannot be had

// The page's text tells where its tags are (mostly it comes out of the cache). Inline tags get `line`.
export async function findLines(tags) {
  html ??= await fetch(location.href, { cache: "force-cache" })
    .then((response) => response.text()).catch(() => "").then((text) => text.replace(/\r\n?/g, "\n"));
  let from = 0;
  for (const place of tags) {
    if (place.file) continue;
    const at = html.indexOf(`>${place.tag.text}<`, from) + 1;
    if (at === 0) continue;
    from = at;
    place.line = html.slice(0, at).split("\n").length + +/^[ \t]*\n/.test(place.tag.text);
  }
}

// The text with the tags' files and lines, or the tag's number where the page's text did not have it.
export function translate(text, places) {
  const page = location.pathname.split("/").pop() || "index.html";
  return text.replaceAll(/File "([^"]*)", line (\d+)/g, (all, name, number) => {
    const index = name === places.name ? places.indexOf(+number) : -1;
    if (index < 0) return all;
    const { file, first, line } = places.tags[index], own = number - first;
    if (file || line) return `File "${file ?? page}", line ${own + (line ?? 1)}`;
    return `File "${page}, script ${index + 1}", line ${own + 1}`;
  });
}
