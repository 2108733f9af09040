"""CPython 3.13 from source, with or without its global lock: built once into the user's cache.

The source is the upstream tarball of Debian's package, whose signature apt-get checks.
"""

import glob
import os
import subprocess
import sys
import tarfile
import tempfile

import python313

PACKAGE = "python3.13"
BUILD_SECONDS_MAX = 1500
MODULES = "ssl, sqlite3, zlib, ctypes, asyncio, venv, bz2, lzma"


def folder(is_free_threaded):
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "krait", "cpython", "3.13t" if is_free_threaded else "3.13")


def works(program, is_free_threaded):
    probe = (f"import sys, sysconfig, {MODULES}; "
             f"sys.exit(sys.version_info[:2] != (3, 13) or bool(sysconfig.get_config_var('Py_GIL_DISABLED')) != "
             f"{is_free_threaded})")
    try:
        return subprocess.run([program, "-c", probe], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def unpack_source(work):
    """The folder with the sources, below `work`."""
    apt = python313.apt(work, "deb-src")
    quiet = {"check": True, "capture_output": True, "timeout": 300, "cwd": work}
    subprocess.run([*apt, "update"], **quiet)
    subprocess.run([*apt, "source", "--download-only", "--tar-only", PACKAGE], **quiet)
    [tarball] = glob.glob(os.path.join(work, f"{PACKAGE}_*.orig.tar.xz"))
    with tarfile.open(tarball) as archive:
        archive.extractall(work, **({"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}))
    [source] = glob.glob(os.path.join(work, "Python-*"))
    return source


def build(source, prefix, is_free_threaded):
    """Configured, made and installed to `prefix`, in a folder of its own beside the sources."""
    place = f"{source}-{os.path.basename(prefix)}"
    os.makedirs(place)
    options = ["-q", f"--prefix={prefix}", "--disable-test-modules", *(["--disable-gil"] if is_free_threaded else [])]
    jobs = f"-j{os.cpu_count() or 1}"
    with open(os.path.join(place, "log"), "w+") as log:
        for command in ([os.path.join(source, "configure"), *options], ["make", "-s", jobs], ["make", "-s", "install"]):
            done = subprocess.run(command, cwd=place, stdout=log, stderr=log, timeout=BUILD_SECONDS_MAX)
            if done.returncode != 0:
                log.seek(0)
                raise OSError(f"{' '.join(command[:2])} failed:\n{log.read()[-2000:]}")


def python(is_free_threaded):
    """A program's path; None, with the reason printed, where it cannot be built."""
    prefix = folder(is_free_threaded)
    program = os.path.join(prefix, "bin", "python3.13")
    if works(program, is_free_threaded):
        return program
    print(f"building CPython {os.path.basename(prefix)} from source (once): {prefix}", flush=True)
    try:
        with tempfile.TemporaryDirectory() as work:
            build(unpack_source(work), prefix, is_free_threaded)
    except (OSError, ValueError, subprocess.SubprocessError, StopIteration, tarfile.TarError) as error:
        print(f"no CPython {os.path.basename(prefix)}: {error} {getattr(error, 'stderr', None) or ''}")
        return None
    return program if works(program, is_free_threaded) else None


if __name__ == "__main__":
    found = [python(False), python(True)]
    print(*found)
    sys.exit(None in found)
