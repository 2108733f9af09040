"""How the tests run one program on CPython and on Krait's engines."""

import os
import re
import select
import struct
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM_SECONDS = 60  # with the time to compile it, on a busy machine
ENGINES = ("native", "wasm", "interp")
ALL_ENGINES = ENGINES + ("linked",)  # linked: one wasm module, as `krait build` makes it
OPT_FLAGS = {"0": "-O0", "2": "-O2"}


class Result:
    def __init__(self, code, stdout, stderr):
        self.code = code
        self.stdout = stdout.decode("utf-8", "backslashreplace")
        self.stderr = stderr.decode("utf-8", "backslashreplace")


def spawn(command, input_path, seconds):
    with open(input_path, "rb") as stdin:
        process = subprocess.Popen(
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        )
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            return Result("timeout", out, err)
    return Result(process.returncode, out, err)


class Batch:
    """A persistent `krait test-batch`, which saves a process start for each program.

    Request:  u32 length, then ENGINE \\t OPT \\t PATH \\t STDIN_PATH [\\t ARG]... in UTF-8
    Response: u32 length, then i32 exit code, u32 length of stdout, stdout, stderr
    All numbers little-endian. The process ends when its stdin does.
    """

    def __init__(self, krait):
        self.process = subprocess.Popen(
            [krait, "test-batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        self.buffer = b""

    def read(self, count, deadline):
        pipe = self.process.stdout
        while len(self.buffer) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise TimeoutError
            chunk = os.read(pipe.fileno(), 1 << 16)
            if not chunk:
                raise EOFError
            self.buffer += chunk
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def run(self, engine, opt, program, seconds):
        fields = [engine, opt, os.path.relpath(program.path, ROOT), program.input_path]
        request = "\t".join(fields + program.args).encode()
        deadline = time.monotonic() + seconds
        self.process.stdin.write(struct.pack("<I", len(request)) + request)
        self.process.stdin.flush()
        (length,) = struct.unpack("<I", self.read(4, deadline))
        body = self.read(length, deadline)
        code, out_length = struct.unpack("<iI", body[:8])
        return Result(code, body[8 : 8 + out_length], body[8 + out_length :])

    def close(self):
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()


def has_batch(krait):
    try:
        probe = subprocess.run(
            [krait, "test-batch"], stdin=subprocess.DEVNULL, capture_output=True, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


class Runner:
    """One worker's way to run programs: a batch process where Krait offers one, else spawning."""

    def __init__(self, krait, batch):
        self.krait = krait
        self.with_batch = batch
        self.batch = None

    def run(self, engine, opt, program):
        if not self.with_batch:
            path = os.path.relpath(program.path, ROOT)
            command = [self.krait, "run", "--target", "wasm" if engine == "linked" else engine, OPT_FLAGS[opt], path]
            return spawn(command + program.args, program.input_path, PROGRAM_SECONDS)
        for attempt in (1, 2):
            if self.batch is None:
                self.batch = Batch(self.krait)
            try:
                return self.batch.run(engine, opt, program, PROGRAM_SECONDS)
            except TimeoutError:
                self.drop()
                return Result("timeout", b"", b"")
            except (EOFError, OSError):
                self.drop()
        return Result("crash", b"", b"krait test-batch ended while it ran this program")

    def drop(self):
        if self.batch is not None:
            self.batch.close()
            self.batch = None


def cpython(program):
    path = os.path.relpath(program.path, ROOT)
    # Warnings of the compiler (as of `{1}[0]`) are no output of the program.
    return spawn([sys.executable, "-B", "-W", "ignore", "-W", "default::RuntimeWarning", path] + program.args, program.input_path, PROGRAM_SECONDS)


FRAME = re.compile(r'^  File "(.*)", line (\d+)(?:, in (.*))?$')
COMPREHENSIONS = ("<listcomp>", "<dictcomp>", "<setcomp>")


def traceback_of(stderr):
    """The comparable part of stderr: where each frame is, and the last line."""
    frames = []
    for line in stderr.splitlines():
        match = FRAME.match(line)
        # CPython inlines comprehensions from 3.12 on: their frames are gone.
        if match and match.group(3) not in COMPREHENSIONS:
            path = os.path.relpath(os.path.join(ROOT, match.group(1)), ROOT)
            frames.append((path, int(match.group(2)), match.group(3)))
    lines = stderr.rstrip("\n").split("\n")
    return frames, lines[-1]
