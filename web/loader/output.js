// Text out of a program: bytes in pieces become whole lines for the console and text for an element.

export class Output {
  #decoders = [];
  #line = "";
  element = null;

  // `file` 1 is standard output, 2 standard error, as in a host's write.
  write(file, bytes) {
    const decoder = (this.#decoders[file] ??= new TextDecoder());
    const text = decoder.decode(bytes, { stream: true });
    if (file === 1) this.#print(text);
    else this.fail(text);
  }

  #print(text) {
    this.#show(text);
    const lines = (this.#line + text).split("\n");
    this.#line = lines.pop();
    for (const line of lines) console.log(line);
  }

  // A traceback or message is one entry of the console.
  fail(text) {
    this.end();
    this.#show(text);
    console.error(text.replace(/\n$/, ""));
  }

  // What stands in an unfinished line.
  end() {
    if (this.#line) console.log(this.#line);
    this.#line = "";
  }

  #show(text) {
    if (!this.element) return;
    this.element.style.whiteSpace ||= "pre-wrap";
    this.element.append(text);
  }
}
