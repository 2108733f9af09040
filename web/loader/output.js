// Text out of a program: bytes in pieces become whole lines for the console and text for an element.

export class Output {
  #decoders = [];
  #line = "";
  #places;
  #loading = null; // of places: what is written meanwhile waits its turn
  #waiting = [];
  #element = null;

  // `places`: see places.js.
  constructor(places = null) {
    this.#places = places;
  }

  // Where text goes from here on, beside the console; null: nowhere.
  set element(element) {
    if (this.#loading) this.#waiting.push(() => this.#element = element);
    else this.#element = element;
  }

  // `file` 1 is standard output, 2 standard error, as in a host's write.
  write(file, bytes) {
    const decoder = (this.#decoders[file] ??= new TextDecoder());
    const text = decoder.decode(bytes, { stream: true });
    if (file === 1) this.#inTurn(() => this.#print(text));
    else this.fail(text);
  }

  // A traceback or message is one entry of the console.
  fail(text) {
    if (this.#places?.isIn(text)) {
      this.#loading ??= this.#places.load().then(() => {
        this.#loading = null;
        for (const act of this.#waiting.splice(0)) act();
      });
      this.#waiting.push(() => this.#fail(this.#places.translate(text)));
    } else {
      this.#inTurn(() => this.#fail(text));
    }
  }

  // What stands in an unfinished line. Waits for all that is under way.
  async end() {
    await this.#loading;
    this.#endLine();
  }

  #inTurn(act) {
    if (this.#loading) this.#waiting.push(act);
    else act();
  }

  #print(text) {
    this.#show(text);
    const lines = (this.#line + text).split("\n");
    this.#line = lines.pop();
    for (const line of lines) console.log(line);
  }

  #fail(text) {
    this.#endLine();
    this.#show(text);
    console.error(text.trimEnd());
  }

  #endLine() {
    if (this.#line) console.log(this.#line);
    this.#line = "";
  }

  #show(text) {
    if (!this.#element) return;
    this.#element.style.whiteSpace ||= "pre-wrap";
    this.#element.append(text);
  }
}
