"""A CPython 3.13, for sub-interpreters: one that is installed, or Debian's packages unpacked (not installed) in the build folder."""

import glob
import os
import shutil
import subprocess
import tempfile

from hosting import BUILD

SUITE, VERSION = "trixie", "3.13"
PACKAGES = ("python3.13", "libpython3.13-dev")
MACHINE = "x86_64-linux-gnu"


def works(program):
    probe = "import sys, asyncio, ssl; raise SystemExit(sys.version_info[:2] != (3, 13))"
    try:
        return subprocess.run([program, "-c", probe], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def installed():
    home = os.path.expanduser("~")
    candidates = [os.environ.get("KRAIT_PYTHON313"), shutil.which("python3.13"),
                  *glob.glob(os.path.join(home, ".pyenv/versions/3.13*/bin/python3"))]
    return next((program for program in candidates if program and works(program)), None)


def mirror():
    """The archive that this machine uses already."""
    told = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages",
                           "Origin: Debian"], capture_output=True, text=True, check=True).stdout
    return next(line.split()[0] for line in told.splitlines() if "-" not in line.split()[1])


def apt(work, kind):
    """apt-get with lists of its own below `work`, for the packages (deb) or sources (deb-src) of SUITE."""
    for folder in ("lists/partial", "cache/archives/partial"):
        os.makedirs(os.path.join(work, folder))
    with open(os.path.join(work, "sources.list"), "w") as file:
        file.write(f"{kind} [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {mirror()} {SUITE} main\n")
    with open(os.path.join(work, "status"), "w"):
        pass
    settings = {"Dir::Etc::sourcelist": f"{work}/sources.list", "Dir::Etc::sourceparts": "-",
                "Dir::State::lists": f"{work}/lists", "Dir::Cache": f"{work}/cache",
                "Dir::State::status": f"{work}/status", "APT::Sandbox::User": "root", "Debug::NoLocking": "1",
                "APT::Keep-Downloaded-Packages": "true", "APT::Update::Post-Invoke": "", "DPkg::Post-Invoke": ""}
    return ["apt-get", *(f"-o{name}={value}" for name, value in settings.items()), "-qq"]


def download(work):
    """The packages with all that they need, the C library included."""
    command = apt(work, "deb")
    quiet = {"check": True, "capture_output": True, "timeout": 200}
    subprocess.run([*command, "update"], **quiet)
    subprocess.run([*command, "install", "-y", "--no-install-recommends", "--download-only", *PACKAGES], **quiet)
    return glob.glob(os.path.join(work, "cache/archives/*.deb"))


def unpack(folder):
    os.makedirs(os.path.join(folder, "usr"), exist_ok=True)
    for name in ("lib", "lib64", "bin", "sbin"):
        os.makedirs(os.path.join(folder, "usr", name), exist_ok=True)
        os.symlink(os.path.join("usr", name), os.path.join(folder, name))
    with tempfile.TemporaryDirectory() as work:
        for package in download(work):
            tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout
            subprocess.run(["tar", "-x", "-C", folder, "--keep-directory-symlink", "--no-same-owner"], input=tar,
                           check=True)
    # Its headers name one by the machine, and their folder must not bring the other headers there along.
    own = os.path.join(folder, "usr/include/python3.13", MACHINE)
    os.makedirs(own)
    os.symlink(os.path.join(folder, "usr/include", MACHINE, "python3.13"), os.path.join(own, "python3.13"))
    libraries = os.path.join(folder, "usr/lib", MACHINE)
    program = os.path.join(folder, "python3.13")
    # It brings its own C library, so its own loader starts it.
    with open(program, "w") as file:
        file.write(f'#!/bin/sh\nexport PYTHONHOME="{folder}/usr"\nexec "{libraries}/ld-linux-x86-64.so.2" '
                   f'--library-path "{libraries}" "{folder}/usr/bin/python3.13" "$@"\n')
    os.chmod(program, 0o755)
    return program


def python():
    """A program's path, or None."""
    found = installed()
    if found:
        return found
    folder = os.path.join(os.path.abspath(BUILD), "python3.13")
    program = os.path.join(folder, "python3.13")
    if works(program):
        return program
    shutil.rmtree(folder, ignore_errors=True)
    try:
        program = unpack(folder)
    except (OSError, subprocess.SubprocessError, StopIteration) as error:
        print(f"no Python 3.13: {error}")
        return None
    return program if works(program) else None
