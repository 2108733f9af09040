"""Puts CPython for pages (Pyodide) and wheels into a folder, for scripts with data-packages.

    python3 -m krait.web_packages --output site/pyodide msgpack tabulate

The folder lies beside krait.js under the name pyodide/. Pyodide is the npm package `pyodide`, found in node_modules/ of
this folder or one above, or given with --pyodide. Wheels come from the package index that pip uses: pure-Python ones,
and those with C extensions that are built for Pyodide's platform.
"""

import argparse
import email.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


class Problem(Exception):
    """What stands in the way, for people."""


def find_pyodide(given):
    folder = os.path.abspath(given or os.getcwd())
    if given:
        candidates = [folder]
    else:
        candidates = []
        while not candidates or os.path.dirname(folder) != folder:
            candidates.append(os.path.join(folder, "node_modules", "pyodide"))
            folder = os.path.dirname(folder)
    for candidate in candidates:
        if os.path.isfile(os.path.join(candidate, "pyodide.mjs")):
            return candidate
    raise Problem("no npm package pyodide here: run `npm install pyodide`, or say where it is with --pyodide")


def platform_of(pyodide):
    """(python version, abi, platform tag) of a Pyodide, from its lock file."""
    with open(os.path.join(pyodide, "pyodide-lock.json"), encoding="utf-8") as file:
        info = json.load(file)["info"]
    major, minor = info["python"].split(".")[:2]
    year = info["abi_version"]
    # PEP 783's name; before 2026 wheels were tagged pyodide_.
    prefix = "pyemscripten" if int(year.split("_")[0]) >= 2026 else "pyodide"
    return f"{major}.{minor}", f"cp{major}{minor}", f"{prefix}_{year}_wasm32"


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def download(packages, target, folder):
    version, abi, platform = target
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", folder,
               "--only-binary=:all:", "--implementation", "cp", "--python-version", version, "--abi", abi,
               "--platform", platform, *packages]
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if result.returncode == 0:
        return
    missing = re.findall(r"No matching distribution found for (\S+)", result.stderr)
    if missing:
        raise Problem(f"{missing[0]}: the package index has neither a pure-Python wheel nor one for {platform}")
    raise Problem(result.stderr.strip() or "pip failed")


def describe(path):
    """(name, {file, requires}) of a wheel, from its metadata."""
    with zipfile.ZipFile(path) as wheel:
        metadata = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        fields = email.parser.Parser().parsestr(wheel.read(metadata).decode("utf-8"), headersonly=True)
    requires = [normal(re.match(r"[A-Za-z0-9._-]+", line).group()) for line in fields.get_all("Requires-Dist", [])]
    return normal(fields["Name"]), {"file": os.path.basename(path), "requires": requires}


def make(packages, output, pyodide):
    pyodide = find_pyodide(pyodide)
    with tempfile.TemporaryDirectory() as folder:
        if packages:
            download(packages, platform_of(pyodide), folder)
        wheels = dict(describe(os.path.join(folder, name)) for name in sorted(os.listdir(folder)))
        os.makedirs(os.path.join(output, "wheels"), exist_ok=True)
        for name in CORE:
            if os.path.isfile(os.path.join(pyodide, name)):
                shutil.copy(os.path.join(pyodide, name), output)
        for wheel in wheels.values():
            shutil.copy(os.path.join(folder, wheel["file"]), os.path.join(output, "wheels"))
    path = os.path.join(output, "packages.json")
    known = {}
    if os.path.exists(path):  # what was put there before stays
        with open(path, encoding="utf-8") as file:
            known = json.load(file)["wheels"]
    known.update(wheels)
    for wheel in known.values():  # requirements of other platforms and extras were not downloaded
        wheel["requires"] = [name for name in wheel["requires"] if name in known]
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"wheels": known}, file, indent=1)
    return sorted(wheels)


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python3 -m krait.web_packages", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="as pip names it, also NAME==VERSION")
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER")
    parser.add_argument("--pyodide", metavar="FOLDER", help="the npm package (default: node_modules/pyodide)")
    options = parser.parse_args(argv)
    try:
        names = make(options.packages, options.output, options.pyodide)
    except (Problem, OSError) as problem:
        print(f"krait.web_packages: {problem}", file=sys.stderr)
        return 1
    print(f"{options.output}: Pyodide" + "".join(f", {name}" for name in names))
    return 0


if __name__ == "__main__":
    sys.exit(main())
