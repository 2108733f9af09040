"""`pip install .`: the Python package and its C extensions, built with the C compiler alone."""

import os
from glob import glob

from setuptools import Extension, setup

OPTIONS = {
    "include_dirs": ["src", "include"],
    "extra_compile_args": ["-std=gnu17", "-O2", "-fvisibility=hidden"],
    "libraries": ["pthread"],
}


def room(path, *stems):
    """The sources of a room, or of some of its files."""
    if stems:
        return [f"src/{path}/{stem}.c" for stem in stems]
    return sorted(glob(f"src/{path}/*.c"))


ipc = Extension(
    "_krait_ipc",
    sources=sorted(glob("src/pybind/ipcpy_*.c"))
    + room("ipc")
    + room("base", "check", "status")
    + room("os", "shm", "shm_failure", "sem", "flock", "proc_alive"),
    **OPTIONS,
)

# WebSockets are not compressed here: that takes zlib's headers, which the build through CMake looks for.
server = Extension(
    "_krait_server",
    sources=sum((room(f"server/{part}") for part in ("pyhost", "pyapi", "app", "net", "http")), room("base"))
    + room("os", "clock", "files", "mapping", "poll_linux", "shm_failure", "socket_linux", "stream", "thread"),
    **OPTIONS,
)

# The scripts of krait.api's pages, where ./dev build found them in npm's packages.
DOCS = "build/python/krait_docs"
HAS_DOCS = os.path.isdir(DOCS)

setup(
    packages=["krait", "krait.ipc", "krait.api", "krait.api.dependencies", "krait.api.middleware", "krait.api.openapi",
              "krait.api.security", "krait.serve"] + ["krait_docs"] * HAS_DOCS,
    package_dir={"": "python", "krait_docs": DOCS},
    package_data={"krait.ipc": ["*.pyi", "py.typed"], "krait_docs": ["*/*", "*/*/*"]},
    ext_modules=[ipc, server],
)
