// The file calls of src/abi/host.h (HostFileOp, in its order) through node's fs. Answers are numbers; an error is its
// number in Linux, negative.
import * as fs from "node:fs";
import { isatty } from "node:tty";

const APPEND = 1024;
const INVALID = -22;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

// Names with a 0 behind each: as many bytes as fit; the bytes that all need.
function putTexts(texts, out) {
  const all = encoder.encode(texts.map((text) => `${text}\0`).join(""));
  if (all.length <= out.length) out.set(all);
  return all.length;
}

function putText(text, out) {
  const bytes = encoder.encode(text);
  out.set(bytes.subarray(0, out.length));
  return Math.min(bytes.length, out.length);
}

function putStat(stat, out) {
  const view = new DataView(out.buffer, out.byteOffset);
  const { mode, ino, dev, nlink, uid, gid, size, atimeNs, mtimeNs, ctimeNs } = stat;
  [mode, ino, dev, nlink, uid, gid, size, atimeNs, mtimeNs, ctimeNs].forEach((number, i) => view.setBigInt64(8 * i, BigInt(number), true));
  return 0;
}

// Node reads at a place or where the system stands; seeking is not there, so the place is kept here.
const places = new Map();

function seek(file, offset, whence) {
  const { at } = places.get(file) ?? {};
  if (at === undefined) return -29;
  const start = whence === 0 ? 0 : whence === 1 ? at : fs.fstatSync(file).size;
  if (start + offset < 0) return INVALID;
  places.get(file).at = start + offset;
  return start + offset;
}

function open(path, flags, mode) {
  const file = fs.openSync(path, flags, mode);
  if (fs.fstatSync(file).isFile()) places.set(file, { at: 0, appends: (flags & APPEND) !== 0 });
  return file;
}

function read(file, out) {
  const place = places.get(file);
  const count = fs.readSync(file, out, 0, out.length, place ? place.at : null);
  if (place) place.at += count;
  return count;
}

function write(file, bytes) {
  const place = places.get(file);
  if (place?.appends) place.at = fs.fstatSync(file).size;
  const count = fs.writeSync(file, bytes, 0, bytes.length, place ? place.at : null);
  if (place) place.at += count;
  return count;
}

const seconds = (nanoseconds) => nanoseconds / 1e9;

const operations = [
  ({ path, number, extra }) => open(path, number, extra),
  ({ number }) => (fs.closeSync(number), places.delete(number), 0),
  ({ number, out }) => read(number, out),
  ({ number, data }) => write(number, data),
  ({ number, extra, whence }) => seek(number, extra, whence),
  ({ number, extra }) => (fs.ftruncateSync(number, extra), 0),
  ({ number }) => +isatty(number),
  ({ path, whence, out }) => putStat((whence ? fs.lstatSync : fs.statSync)(path, { bigint: true }), out),
  ({ number, out }) => putStat(fs.fstatSync(number, { bigint: true }), out),
  ({ path }) => (fs.unlinkSync(path), 0),
  ({ path, number }) => (fs.mkdirSync(path, number), 0),
  ({ path }) => (fs.rmdirSync(path), 0),
  ({ path, other }) => (fs.renameSync(path, other), 0),
  ({ path, out }) => putTexts(fs.readdirSync(path), out),
  ({ out }) => putText(process.cwd(), out),
  ({ path }) => (process.chdir(path), 0),
  ({ out }) => putTexts(Object.entries(process.env).map(([name, value]) => `${name}=${value}`), out),
  ({ path, number }) => (fs.accessSync(path, number), 0),
  ({ path, number }) => (fs.chmodSync(path, number), 0),
  ({ path, out }) => putText(fs.readlinkSync(path), out),
  ({ path, other, whence }) => ((whence ? fs.linkSync : fs.symlinkSync)(path, other), 0),
  ({ path, number, extra }) => (fs.utimesSync(path, seconds(number), seconds(extra)), 0),
  () => process.pid,
];

// `bytes(at, length)`: of the runtime's memory.
export const fileCall = (bytes) => (op, whence, number, extra, pathAt, pathLength, otherAt, otherLength, outAt, capacity) => {
  try {
    const path = decoder.decode(bytes(pathAt, pathLength)), data = bytes(otherAt, otherLength).slice();
    const other = op === 3 ? "" : decoder.decode(data);
    return operations[op]({ op, whence, number, extra, path, other, data, out: bytes(outAt, capacity) });
  } catch (error) {
    return error.errno < 0 ? error.errno : INVALID;
  }
};
