"""Krait: a Python compiler, and what comes with it. `krait.ipc`: frames between processes without copying."""
