// The runtime's memory as the bridge sees it: Values, strings and objects (src/abi/value.h, src/abi/object.h).

export const NONE = 1 << 2 | 3; // low words of constant Values; their high word is 0
export const UNDEFINED = 3;
const FALSE = 2 << 2 | 3;
const TRUE = 3 << 2 | 3;
const TAG_INT = 0, TAG_REF = 1, TAG_FLOAT = 2;

const RESULT = 1024 + 8; // RtState.web_result: RT_STATE_ADDRESS + WEB_RESULT_OFFSET in src/abi/web.h
// Offsets in objects.
const CLASS_ID = 4, HANDLE = 8, LIMB_COUNT = 8, IS_NEGATIVE = 12, LIMBS = 16;
const LEN = 8, DATA = 16, WIDTH = 32, IS_ASCII = 33, ITEMS = 16;
export const METHOD_SELF = 8, METHOD_FUNCTION = 16;

const PIECE = 4096; // characters that fromCharCode takes at once
const NAMES_MAX = 4096; // names kept as strings of JavaScript
const DECODER_MIN = 48; // ASCII characters from which on a TextDecoder is faster than a loop

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);

// What a failed call of the runtime throws on its way to Python: the exception is set there already.
export const PENDING = Symbol("a Python exception is set");

export class Heap {
  rt = null; // the runtime's exports, once it is there
  result = RESULT;
  #bytes = new Uint8Array(0);
  #words = new Int32Array(0);
  #names = new Map(); // by address

  // Memory may have grown in any call: then the old views have no length.
  get words() {
    if (this.#words.length === 0) this.#refresh();
    return this.#words;
  }

  get bytes() {
    if (this.#bytes.length === 0) this.#refresh();
    return this.#bytes;
  }

  #refresh() {
    this.#bytes = new Uint8Array(this.rt.memory.buffer);
    this.#words = new Int32Array(this.rt.memory.buffer);
  }

  word(at) {
    return this.words[at >>> 2];
  }

  // An address as wasm gives it may look negative.
  address(at) {
    return this.words[at >>> 2] >>> 0;
  }

  put(at, low, high) {
    const words = this.words;
    words[at >>> 2] = low;
    words[(at >>> 2) + 1] = high;
  }

  // The object of a Value, or 0.
  refOf(at) {
    const low = this.word(at);
    return (low & 3) === TAG_REF ? (low >>> 0) - 1 : 0;
  }

  putRef(at, address) {
    this.put(at, address | TAG_REF, 0);
  }

  retain(address) {
    this.words[address >>> 2]++;
  }

  classId = (address) => this.word(address + CLASS_ID);
  handle = (address) => this.word(address + HANDLE);
  float = (address) => new DataView(this.rt.memory.buffer).getFloat64(address + 8, true);

  // ---- what is no object. `objectOf(address)` is asked for the rest.
  value(low, high, objectOf) {
    switch (low & 3) {
      case TAG_INT:
        // The number is the upper 62 bits.
        if (high >= -0x800000 && high < 0x800000) return high * 0x40000000 + (low >>> 2);
        return (BigInt(high) << 30n) | BigInt(low >>> 2);
      case TAG_REF: return objectOf((low >>> 0) - 1);
      case TAG_FLOAT: return unpackFloat(low, high);
    }
    return low === NONE ? null : low === TRUE || (low === FALSE ? false : undefined);
  }

  putSafeInteger(at, number) {
    const high = Math.floor(number / 0x40000000);
    this.put(at, (number - high * 0x40000000) << 2, high);
  }

  putBool(at, truth) {
    this.put(at, truth ? TRUE : FALSE, 0);
  }

  putBigInt(at, number) {
    if (number >= -(1n << 61n) && number < 1n << 61n) {
      const packed = BigInt.asUintN(64, number << 2n);
      this.put(at, Number(packed & 0xffffffffn), Number(packed >> 32n));
      return;
    }
    const size = number < 0n ? -number : number;
    const digits = size.toString(16);
    const count = Math.ceil(digits.length / 8);
    const big = this.rt.rt_js_big(count, +(number < 0n)) >>> 0;
    if (!big) throw PENDING;
    for (let i = 0; i < count; i++) {
      const end = digits.length - 8 * i;
      this.words[(big + LIMBS >>> 2) + i] = parseInt(digits.slice(Math.max(0, end - 8), end), 16);
    }
    this.putRef(at, big);
  }

  bigInt(address) {
    let digits = "";
    for (let i = this.word(address + LIMB_COUNT) - 1; i >= 0; i--)
      digits += (this.word(address + LIMBS + 4 * i) >>> 0).toString(16).padStart(8, "0");
    const size = BigInt("0x" + digits);
    return this.word(address + IS_NEGATIVE) ? -size : size;
  }

  // ---- strings
  string(address) {
    const length = this.word(address + LEN), data = this.address(address + DATA), bytes = this.bytes;
    const width = bytes[address + WIDTH];
    if (width === 1) {
      if (length >= DECODER_MIN && bytes[address + IS_ASCII]) return decoder.decode(bytes.subarray(data, data + length));
      if (length < DECODER_MIN) {
        let text = "";
        for (let i = data; i < data + length; i++) text += String.fromCharCode(bytes[i]);
        return text;
      }
      return inPieces(String.fromCharCode, bytes.subarray(data, data + length));
    }
    if (width === 2) return inPieces(String.fromCharCode, new Uint16Array(bytes.buffer, data, length));
    return inPieces(String.fromCodePoint, new Uint32Array(bytes.buffer, data, length));
  }

  // An attribute's name. Few of them are asked for again and again: a kept one holds its str, so that its address stays
  // its own.
  name(address) {
    const known = this.#names.get(address);
    if (known !== undefined) return known;
    const text = this.string(address);
    if (this.#names.size < NAMES_MAX) {
      this.retain(address);
      this.#names.set(address, text);
    }
    return text;
  }

  // A new str, owned by the caller. Unpaired surrogates stay what they are.
  newString(text) {
    const length = text.length;
    let all = 0;
    for (let i = 0; i < length; i++) all |= text.charCodeAt(i);
    if (all >= 0x100) return this.#newWide(text, all);
    const address = this.rt.rt_js_str(length, 1, +(all < 0x80)) >>> 0;
    if (!address) throw PENDING;
    const data = this.address(address + DATA), bytes = this.bytes;
    if (all < 0x80 && length >= DECODER_MIN) encoder.encodeInto(text, bytes.subarray(data, data + length));
    else for (let i = 0; i < length; i++) bytes[data + i] = text.charCodeAt(i);
    return address;
  }

  #newWide(text, all) {
    const points = all >= 0xd800 ? Array.from(text, (char) => char.codePointAt(0)) : null;
    const isFull = points !== null && points.length !== text.length; // has surrogate pairs
    const length = isFull ? points.length : text.length;
    const address = this.rt.rt_js_str(length, isFull ? 4 : 2, 0) >>> 0;
    if (!address) throw PENDING;
    const data = this.address(address + DATA);
    if (isFull) {
      new Uint32Array(this.rt.memory.buffer, data, length).set(points);
    } else {
      const units = new Uint16Array(this.rt.memory.buffer, data, length);
      for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
    }
    return address;
  }

  // A text out of the runtime, whose reference ends here.
  takeString(address) {
    const text = this.string(address >>> 0);
    this.rt.rt_js_release(address);
    return text;
  }

  // ---- other contents
  copyBytes(address) {
    const data = this.address(address + DATA);
    return this.bytes.slice(data, data + this.word(address + LEN));
  }

  tupleLength = (address) => this.word(address + LEN);
  tupleItem = (address, index) => address + ITEMS + 8 * index;
}

function unpackFloat(low, high) {
  let packedLow = low >>> 2 | high << 30, packedHigh = high >>> 2;
  if (packedHigh !== 0 || packedLow >>> 0 > 1) packedHigh += 0x60000000; // FLOAT_EXPONENT_BASE
  floatWords[0] = packedLow >>> 1 | packedHigh << 31;
  floatWords[1] = packedHigh >>> 1 | packedLow << 31;
  return float[0];
}

function inPieces(make, units) {
  let text = "";
  for (let at = 0; at < units.length; at += PIECE) text += make.apply(null, units.subarray(at, at + PIECE));
  return text;
}
