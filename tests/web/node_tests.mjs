// Units under node, through the command: what makes them different from native programs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export function runPython(build, text, { input = "", args = [] } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "krait-node-"));
  try {
    writeFileSync(path.join(folder, "program.py"), text);
    const command = ["run", "--target", "wasm", "program.py", ...args];
    const done = spawnSync(path.join(build, "krait"), command, { cwd: folder, input, encoding: "utf8", timeout: 15_000 });
    return [done.stdout, done.stderr, done.status];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const nodeTests = [
  ["the loader is at most 8 kB", ({ build }) => {
    const bytes = statSync(path.join(build, "web/krait.js")).size;
    assert.ok(bytes <= 8192, `${bytes} bytes`);
  }],
  ["arguments, input and exit code", ({ build }) => {
    const program = "import sys\nprint(sys.argv, input('? ').upper(), sys.stdin.read())\nprint('bad', file=sys.stderr)\nsys.exit(7)\n";
    assert.deepEqual(runPython(build, program, { input: "ab\nc", args: ["x", "--y"] }), ["? ['program.py', 'x', '--y'] AB c\n", "bad\n", 7]);
  }],
  ["a traceback shows the source's lines", ({ build }) => {
    const [out, err, code] = runPython(build, "def f():\n    raise KeyError('k')\nf()\n");
    assert.deepEqual([out, code], ["", 1]);
    assert.match(err, /^Traceback[^]*line 3, in <module>\n    f\(\)[^]*line 2, in f\n    raise KeyError\('k'\)[^]*KeyError: 'k'\n$/);
  }],
  ["RecursionError can be caught", ({ build }) => {
    const program = "def f(n):\n    return f(n + 1) + 1\ntry:\n    f(0)\nexcept RecursionError:\n    print('caught')\n";
    assert.deepEqual(runPython(build, program), ["caught\n", "", 0]);
  }],
  ["the clock and sleep", ({ build }) => {
    const program = "import time\na = time.time(); p = time.perf_counter()\ntime.sleep(0.05)\nprint(1.7e9 < a < 9e9, 0.049 < time.perf_counter() - p < 5, time.process_time() > 0)\n";
    assert.deepEqual(runPython(build, program), ["True True True\n", "", 0]);
  }],
];
