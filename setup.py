"""`pip install .`: the Python package and its C extensions, built with the C compiler alone."""

from glob import glob

from setuptools import Extension, setup

CORE_SOURCES = ["src/base/check.c", "src/base/status.c"] + [
    f"src/os/{stem}.c" for stem in ("shm", "shm_failure", "sem", "flock", "proc_alive")
]

setup(
    packages=["krait", "krait.ipc"],
    package_dir={"": "python"},
    package_data={"krait.ipc": ["*.pyi", "py.typed"]},
    ext_modules=[
        Extension(
            "_krait_ipc",
            sources=sorted(glob("src/pybind/ipcpy_*.c")) + sorted(glob("src/ipc/*.c")) + CORE_SOURCES,
            include_dirs=["src", "include"],
            extra_compile_args=["-std=gnu17", "-O2", "-fvisibility=hidden"],
            libraries=["pthread"],
        )
    ],
)
