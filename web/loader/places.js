// Where the lines of a page's program stand: its tags are one program, but people look for errors in the page.

// Inline text is as far to the right as the page's markup: what all its lines share goes.
export function dedent(text) {
  const indents = text.split("\n").filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)[0]);
  const common = indents.reduce((a, b) => {
    let length = 0;
    while (length < a.length && a[length] === b[length]) length++;
    return a.slice(0, length);
  }, indents[0] ?? "");
  return text.replace(new RegExp("(^|\n)" + common, "g"), "$1");
}

export class Places {
  text = "";
  tags = []; // {tag, file, first}: its first line in the program; file: null where it is inline
  #importPart; // a promise of krait-errors.js
  #part = null;
  isPlain; // one file: its lines are the program's

  // `texts`: of the tags with src.
  constructor(tags, texts, name, importPart) {
    this.name = name;
    this.#importPart = importPart;
    let line = 1;
    tags.forEach((tag, i) => {
      const file = tag.getAttribute("src");
      const text = (file ? texts[i] : dedent(tag.text).replace(/^\r?\n/, "")).replace(/\n?$/, "\n");
      this.tags.push({ tag, file, first: line });
      this.text += text;
      line += text.split("\n").length - 1;
    });
    this.isPlain = tags.length < 2 && !!this.tags[0]?.file;
  }

  // The first lines of all tags but the first.
  get starts() {
    return this.tags.slice(1).map(({ first }) => first);
  }

  // Which tag has that line of the program.
  indexOf(line) {
    return this.tags.findLastIndex(({ first }) => first <= line);
  }

  // The program's own lines are named in it.
  isIn(text) {
    return !this.isPlain && text.includes(`File "${this.name}", line `);
  }

  // When an error first asks.
  async load() {
    this.#part ??= await this.#importPart();
    await this.#part.findLines(this.tags);
  }

  translate(text) {
    return this.#part.translate(text, this);
  }
}
