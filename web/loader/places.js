// Where the lines of a page's program stand: its tags are one program, but people look for errors in the page.

// Inline text is as far to the right as the page's markup: what all its lines share goes.
export function dedent(text) {
  const indents = text.split("\n").filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)[0]);
  const common = indents.reduce((a, b) => {
    let length = 0;
    while (length < a.length && a[length] === b[length]) length++;
    return a.slice(0, length);
  }, indents[0] ?? "");
  return common ? text.split("\n").map((line) => line.startsWith(common) ? line.slice(common.length) : line.trim()).join("\n") : text;
}

export class Places {
  text = "";
  #tags = []; // {tag, file, first}: its first line in the program; file: null where it is inline
  #html = null; // of the page, or "" where it cannot be had
  isPlain; // one file: its lines are the program's

  // `texts`: of the tags with src.
  constructor(tags, texts, name) {
    this.name = name;
    let line = 1;
    tags.forEach((tag, i) => {
      const file = tag.getAttribute("src");
      const text = (file ? texts[i] : dedent(tag.text).replace(/^\r?\n/, "")).replace(/\n?$/, "\n");
      this.#tags.push({ tag, file, first: line });
      this.text += text;
      line += text.split("\n").length - 1;
    });
    this.isPlain = tags.length < 2 && !!this.#tags[0]?.file;
  }

  // The first lines of all tags but the first.
  get starts() {
    return this.#tags.slice(1).map(({ first }) => first);
  }

  // Which tag has that line of the program.
  indexOf(line) {
    return this.#tags.findLastIndex(({ first }) => first <= line);
  }

  // The program's own lines are named in it.
  isIn(text) {
    return !this.isPlain && text.includes(`File "${this.name}", line `);
  }

  // The page's text tells where its tags are; it is fetched when an error first asks (mostly out of the cache).
  async load() {
    this.#html ??= await fetch(location.href, { cache: "force-cache" })
      .then((response) => response.text()).catch(() => "").then((text) => text.replace(/\r\n?/g, "\n"));
    let from = 0;
    for (const place of this.#tags) {
      if (place.file) continue;
      const at = this.#html.indexOf(`>${place.tag.text}<`, from) + 1;
      if (at === 0) continue;
      from = at;
      place.line = this.#html.slice(0, at).split("\n").length + +/^[ \t]*\n/.test(place.tag.text);
    }
  }

  // Messages with the tags' files and lines, or the tag's number where the page's text did not have it.
  translate(text) {
    const page = location.pathname.split("/").pop() || "index.html";
    return text.replaceAll(/File "([^"]*)", line (\d+)/g, (all, name, number) => {
      const index = name === this.name ? this.indexOf(+number) : -1;
      if (index < 0) return all;
      const { file, first, line } = this.#tags[index], own = number - first;
      if (file || line) return `File "${file ?? page}", line ${own + (line ?? 1)}`;
      return `File "${page}, script ${index + 1}", line ${own + 1}`;
    });
  }
}
