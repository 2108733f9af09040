// Pictures that a program prints: plain netpbm images (P2 grey, P3 colour), as `python3 program.py >picture.ppm` would
// make them. They are drawn while they arrive.

const MAGIC = { P2: 1, P3: 3 }; // numbers for a pixel
const PIXELS_MAX = 1 << 24;

export class Picture {
  #canvas;
  #context = null;
  #channels = 0;
  #head = [];
  #image = null;
  #filled = 0;
  #rest = "";

  constructor(canvas) {
    this.#canvas = canvas;
  }

  // Takes text at the beginning of a line. Returns what is not part of a picture.
  take(text) {
    let shown = "";
    this.#rest += text;
    for (let end; (end = this.#rest.indexOf("\n")) >= 0; ) {
      const line = this.#rest.slice(0, end);
      this.#rest = this.#rest.slice(end + 1);
      if (this.#channels) this.#line(line);
      else if (MAGIC[line.trim()]) this.#begin(MAGIC[line.trim()]);
      else shown += line + "\n";
    }
    // An unfinished line that cannot become a picture is shown at once: it may be a question.
    if (!this.#channels && !/^P[23]?$/.test(this.#rest)) {
      shown += this.#rest;
      this.#rest = "";
    }
    this.#draw();
    return shown;
  }

  // Whatever is left at the program's end.
  end() {
    const left = this.#channels ? "" : this.#rest;
    this.#rest = "";
    this.#channels = 0;
    this.#image = null;
    return left;
  }

  #begin(channels) {
    this.#channels = channels;
    this.#head = [];
    this.#filled = 0;
    this.#image = null;
  }

  #line(line) {
    for (const word of line.replace(/#.*/, "").split(/\s+/)) {
      if (word) this.#number(Number(word));
    }
  }

  #number(number) {
    if (this.#image === null) {
      this.#head.push(number);
      if (this.#head.length === 3) this.#open();
      return;
    }
    if (!this.#channels) return;
    const pixel = Math.floor(this.#filled / this.#channels) * 4;
    const value = (number * 255) / this.#head[2];
    const data = this.#image.data;
    if (this.#channels === 1) data.fill(value, pixel, pixel + 3);
    else data[pixel + (this.#filled % 3)] = value;
    data[pixel + 3] = 255;
    this.#filled++;
    if (this.#filled === this.#head[0] * this.#head[1] * this.#channels) {
      this.#draw();
      this.#channels = 0;
    }
  }

  #open() {
    const [width, height] = this.#head;
    if (!(width > 0 && height > 0 && width * height <= PIXELS_MAX)) {
      this.#channels = 0;
      return;
    }
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#canvas.hidden = false;
    this.#context = this.#canvas.getContext("2d");
    this.#image = this.#context.createImageData(width, height);
  }

  #draw() {
    if (this.#image) this.#context.putImageData(this.#image, 0, 0);
  }
}
