// The world of a program under node: files through node's fs.
import { readFileSync, readSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import * as STATUS from "../loader/status.js";

const sources = new Map();

export function sourceLine(file, line) {
  if (!sources.has(file)) {
    let lines = [];
    try {
      lines = readFileSync(file, "utf8").split(/\r?\n/);
      if (lines.at(-1) === "") lines.pop();
    } catch {
      // A file that is gone has no lines: the traceback goes without.
    }
    sources.set(file, lines);
  }
  return sources.get(file)[line - 1];
}

export function sleep(milliseconds) {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  if (milliseconds > 0) Atomics.wait(cell, 0, 0, milliseconds);
  return STATUS.OK;
}

// A pipe whose reader is slow makes node's descriptors say EAGAIN: then wait a little and go on.
function patiently(action) {
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      sleep(1);
    }
  }
}

export function writeAll(file, bytes) {
  try {
    for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(file, bytes, at));
    return STATUS.OK;
  } catch (error) {
    return error.code === "EPIPE" ? STATUS.PEER_DEAD : error.code === "ENOSPC" ? STATUS.NO_SPACE : STATUS.IO;
  }
}

export function readSome(file, bytes) {
  try {
    return patiently(() => readSync(file, bytes));
  } catch (error) {
    return error.code === "EOF" ? 0 : STATUS.FAILED(STATUS.IO);
  }
}

export const now = (clock) => {
  if (clock === 0) return performance.timeOrigin + performance.now();
  if (clock === 1) return performance.now();
  const used = process.cpuUsage();
  return (used.user + used.system) / 1000;
};

export const terminal = (file) => isatty(file);
