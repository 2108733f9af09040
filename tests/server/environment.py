"""A virtual environment with what users install, made once in the build folder."""

import hashlib
import os
import subprocess
import sys

from hosting import BUILD, HERE


def python(name="requirements.txt"):
    """The path of its Python; None where pip cannot install (no network)."""
    requirements = os.path.join(HERE, name)
    with open(requirements, "rb") as file:
        digest = hashlib.sha256(file.read() + sys.version.encode()).hexdigest()[:12]
    folder = os.path.join(BUILD, f"server-venv-{digest}")
    program = os.path.join(folder, "bin", "python")
    if os.path.exists(os.path.join(folder, "complete")):
        return program
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True, capture_output=True)
        subprocess.run([program, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", requirements],
                       check=True, capture_output=True, timeout=240)
    except (subprocess.SubprocessError, OSError) as error:
        print(f"no environment with {name}: {getattr(error, 'stderr', None) or error}")
        return None
    with open(os.path.join(folder, "complete"), "w"):
        return program
