"""CPython as the reference of thousands of programs: forked from this process, which saves its start for each.

A program gets a share of the machine, not of the clock: what needs more processor time, memory or output than that has
no end, or fills the memory, and says nothing about Krait.
"""

import os
import resource
import runpy
import sys
import tempfile
import warnings

from engines import Result

CPU_SECONDS = 2
MEMORY_BYTES = 1 << 30
OUTPUT_BYTES = 8 << 20


class Reference:
    def __init__(self):
        self.files = [tempfile.TemporaryFile() for _ in range(2)]

    def run(self, program):
        """What CPython prints and how it ends, or None where the program took too much."""
        for file in self.files:
            file.seek(0)
            file.truncate()
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            self.become(program)
        _, status = os.waitpid(child, 0)
        out, err = (os.pread(file.fileno(), OUTPUT_BYTES, 0) for file in self.files)
        has_ended = os.WIFEXITED(status) and len(out) < OUTPUT_BYTES and len(err) < OUTPUT_BYTES
        if not has_ended or b"MemoryError" in out or b"MemoryError" in err:
            return None
        return Result(os.WEXITSTATUS(status), out, err)

    def become(self, program):
        """In the child: runs the program as `python3 program.py` would, and does not come back."""
        code = 255
        try:
            for number, file in enumerate(self.files, 1):
                os.dup2(file.fileno(), number)
            for kind, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES),
                               (resource.RLIMIT_FSIZE, OUTPUT_BYTES), (resource.RLIMIT_CORE, 0)):
                resource.setrlimit(kind, (most, most))
            sys.stdin = open(os.devnull, encoding="utf-8")
            sys.argv = [program.path]
            # Warnings of the compiler (as of `{1}[0]`) are no output of the program.
            warnings.simplefilter("ignore")
            warnings.simplefilter("default", RuntimeWarning)
            code = run_main(program.path)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def run_main(path):
    try:
        runpy.run_path(path, run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0
