"""What the benches share: a program run as a command, its times, the machine."""

import os
import platform
import statistics
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
RUN_SECONDS = 120


class Failed(Exception):
    """A run that gave no measurement; the text says why."""


def spawn(command, seconds=RUN_SECONDS):
    """Runs a command; returns (lines of stdout, lines of stderr, rusage of it and what it waited for)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT)
        deadline = time.monotonic() + seconds
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > deadline:
                process.kill()
                os.wait4(process.pid, 0)
                raise Failed(f"over {seconds} s")
            time.sleep(0.005)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        stdout = out.read().decode("utf-8", "replace").splitlines()
        stderr = err.read().decode("utf-8", "replace").splitlines()
    if process.returncode != 0:
        raise Failed(([line for line in stderr if line.strip()] or ["failed"])[-1].strip()[:200])
    return stdout, stderr, usage


def measured(stdout, stderr):
    """The times that a program told: the first repetition is cold, the median of the others steady."""
    times = [float(text.split()[2]) for text in stderr if text.startswith("rep ")]
    if not times or not stdout:
        raise Failed("no times or no result")
    steady = statistics.median(times[1:] or times)
    return {"result": stdout[-1], "cold_ms": times[0], "steady_ms": steady}


def default_size(path):
    """The size in the program's text, so that only `reps` changes."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        for text in file:
            if "int(sys.argv[1])" in text:
                return text.rsplit(" ", 1)[1].strip()
    raise ValueError(path)


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for text in file:
                if text.startswith("model name"):
                    model = text.split(":", 1)[1].strip()
                    break
    except OSError:
        pass
    load = round(os.getloadavg()[0], 1)
    return {"cpu": model, "cores": os.cpu_count(), "python": platform.python_version(), "load": load}


def busy(machine_row):
    """What to say of a machine that did other work meanwhile; a bench alone keeps few cores busy."""
    load = machine_row.get("load", 0)
    return f" The machine was busy (load {load}): the ratios are rough." if load > 3 * machine_row["cores"] else ""
