"""The OpenAPI document of each application in FastAPI's documentation, as JSON: by FastAPI itself, or by `krait.api`.

    documents.py fastapi | krait SOURCE      in SOURCE's folder's environment; prints {module: document or error}
"""

import importlib
import io
import json
import os
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout


def modules(source):
    """Names of the programs under docs_src/ that say `app = FastAPI(`."""
    for folder, _, names in sorted(os.walk(os.path.join(source, "docs_src"))):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(".py"):
                with open(path, encoding="utf-8") as stream:
                    if "app = FastAPI(" in stream.read():
                        yield os.path.relpath(path, source)[:-3].replace(os.sep, ".")


def document(name):
    try:
        app = importlib.import_module(name).app
        return json.loads(json.dumps(app.openapi()))
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {error}"


def main():
    which, source = sys.argv[1:]
    warnings.simplefilter("ignore")
    if which == "krait":
        import alias

        alias.install()
    sys.path.insert(0, source)
    os.chdir(source)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        found = {name: document(name) for name in modules(source)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
