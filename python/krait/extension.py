"""The server's C half: modules that all lie in the one shared library of `_krait_server`.

Where there is none for the running Python, it is built once, with the C compiler, into the user's cache.
"""

import concurrent.futures
import hashlib
import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
ROOMS = ("server/pyhost", "server/pyapi", "server/app", "server/net", "server/http", "base")
SYSTEM_FILES = ("clock", "files", "mapping", "poll_linux", "shm_failure", "socket_linux", "stream", "thread")
OPTIONS = ("-std=gnu17", "-O2", "-fPIC", "-fvisibility=hidden", "-w")


def sources(root=ROOT):
    """The C files, for setup.py and for builds into the cache."""
    found = []
    for room in ROOMS:
        folder = os.path.join(root, "src", room)
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        found += [os.path.join(folder, name) for name in names if name.endswith(".c") and not name.endswith("_wasm.c")]
    return found + [os.path.join(root, "src/os", f"{name}.c") for name in SYSTEM_FILES]


def cache_path():
    """Where the build for this Python and these sources lies."""
    digest = hashlib.sha256()
    for room in (*ROOMS, "os"):
        folder = os.path.join(ROOT, "src", room)
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            if name.endswith((".c", ".h", ".def")):
                with open(os.path.join(folder, name), "rb") as file:
                    digest.update(file.read())
    digest.update(sys.version.encode())
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    return os.path.join(base, "krait", "python", digest.hexdigest()[:20], "_krait_server" + suffix)


def build(path):
    include = sysconfig.get_paths()["include"]
    compiler = shutil.which(os.environ.get("CC", "cc"))
    version = "{}.{}".format(*sys.version_info)
    problem = None
    if not os.path.isdir(os.path.join(ROOT, "src", "server")):
        problem = f"and {ROOT} has no sources to build it from"
    elif not os.path.exists(os.path.join(include, "Python.h")):
        problem = f"and {include}/Python.h is missing (python3-dev)"
    elif not compiler:
        problem = "and there is no C compiler to build it with"
    if problem:
        raise ImportError(f"_krait_server is not built for Python {version}, {problem}")
    print(f"krait: building the server for Python {version} (once): {path}", file=sys.stderr)
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    compile_all(compiler, include, folder, path)


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise ImportError(f"_krait_server cannot be built:\n{done.stderr}")


def compile_all(compiler, include, folder, path):
    zlib = "#include <zlib.h>\n"
    has_zlib = subprocess.run([compiler, "-E", "-xc", "-"], input=zlib, capture_output=True, text=True).returncode == 0
    flags = [*OPTIONS, *(["-DKRAIT_ZLIB"] if has_zlib else []), f"-I{ROOT}/src", f"-I{ROOT}/include", f"-I{include}"]
    with tempfile.TemporaryDirectory(dir=folder) as work:
        objects = [os.path.join(work, f"{number}.o") for number in range(len(sources()))]
        commands = [[compiler, *flags, "-c", source, "-o", made] for source, made in zip(sources(), objects)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(run, commands))
        made = os.path.join(work, "made.so")
        run([compiler, "-shared", "-o", made, *objects, *(["-lz"] if has_zlib else []), "-lpthread"])
        os.replace(made, path)


def load_file(name, path):
    loader = importlib.machinery.ExtensionFileLoader(name, path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_file_location(name, path, loader=loader))
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def load(name):
    """The extension module `name` (`_krait_server`, `_krait_api`)."""
    if name in sys.modules:
        return sys.modules[name]
    try:
        import _krait_server as server
    except ModuleNotFoundError:
        path = cache_path()
        if not os.path.exists(path):
            build(path)
        server = load_file("_krait_server", path)
    return server if name == "_krait_server" else load_file(name, server.__file__)
