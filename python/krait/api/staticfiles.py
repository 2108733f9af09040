"""Files of folders and of installed packages.

Where there is `style.css.br` or `style.css.gz` beside `style.css` (and not older than it), a client that takes that coding
gets it: compressed once, when the files are built.
"""

import importlib.util
import mimetypes
import os
import stat
from email.utils import parsedate

from krait.api.datastructures import URL, Headers
from krait.api.exceptions import HTTPException
from krait.api.paths import get_route_path
from krait.api.responses import FileResponse, RedirectResponse, Response

_CODINGS = (("br", ".br"), ("gzip", ".gz"))
_KEPT_IN_304 = ("cache-control", "content-location", "date", "etag", "expires", "vary")


class NotModifiedResponse(Response):
    def __init__(self, headers):
        super().__init__(status_code=304, headers={
            name: value for name, value in headers.items() if name in _KEPT_IN_304})


class StaticFiles:
    def __init__(self, *, directory=None, packages=None, html=False, check_dir=True, follow_symlink=False,
                 precompressed=True):
        self.directory = directory
        self.packages = packages
        self.all_directories = self.get_directories(directory, packages)
        self.html = html
        self.config_checked = False
        self.follow_symlink = follow_symlink
        self.precompressed = precompressed
        if check_dir and directory is not None and not os.path.isdir(directory):
            raise RuntimeError(f"Directory '{directory}' does not exist")

    def get_directories(self, directory=None, packages=None):
        directories = [] if directory is None else [directory]
        for package in packages or []:
            package, folder = package if isinstance(package, tuple) else (package, "statics")
            spec = importlib.util.find_spec(package)
            assert spec is not None and spec.origin is not None, f"Package {package!r} could not be found."
            found = os.path.normpath(os.path.join(spec.origin, "..", folder))
            assert os.path.isdir(found), f"Directory '{folder!r}' in package {package!r} could not be found."
            directories.append(found)
        return directories

    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http"
        if not self.config_checked:
            await self.check_config()
            self.config_checked = True
        response = await self.get_response(self.get_path(scope), scope)
        await response(scope, receive, send)

    def get_path(self, scope):
        return os.path.normpath(os.path.join(*get_route_path(scope).split("/")))

    async def get_response(self, path, scope):
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(status_code=405, headers={"Allow": "GET, HEAD"})
        try:
            full_path, status = self.lookup_path(path)
        except PermissionError:
            raise HTTPException(status_code=401) from None
        except (OSError, ValueError):
            raise HTTPException(status_code=404) from None
        if status is not None and stat.S_ISREG(status.st_mode):
            return self.file_response(full_path, status, scope)
        if status is not None and stat.S_ISDIR(status.st_mode) and self.html:
            full_path, status = self.lookup_path(os.path.join(path, "index.html"))
            if status is not None and stat.S_ISREG(status.st_mode):
                if not scope["path"].endswith("/"):
                    url = URL(scope=scope)
                    return RedirectResponse(url=url.replace(path=url.path + "/"))
                return self.file_response(full_path, status, scope)
        if self.html:
            full_path, status = self.lookup_path("404.html")
            if status is not None and stat.S_ISREG(status.st_mode):
                return self.coded_response(full_path, status, scope, 404)
        raise HTTPException(status_code=404)

    def lookup_path(self, path):
        """(full path, status); ("", None): there is no such file inside of the folders."""
        if path.startswith("/"):
            return "", None
        for directory in self.all_directories:
            joined = os.path.join(directory, path)
            if self.follow_symlink:
                full_path, root = os.path.abspath(joined), os.path.abspath(directory)
            else:
                full_path, root = os.path.realpath(joined), os.path.realpath(directory)
            if os.path.commonpath([full_path, root]) != str(root):
                continue
            try:
                return full_path, os.stat(full_path)
            except (FileNotFoundError, NotADirectoryError):
                continue
        return "", None

    def file_response(self, full_path, stat_result, scope, status_code=200):
        response = self.coded_response(full_path, stat_result, scope, status_code)
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            return NotModifiedResponse(response.headers)
        return response

    def coded_response(self, full_path, stat_result, scope, status_code=200):
        """The file, or what was compressed of it."""
        variants = self.variants(full_path, stat_result) if self.precompressed else []
        if not variants:
            return FileResponse(full_path, status_code=status_code, stat_result=stat_result)
        wanted = Headers(scope=scope).get("accept-encoding", "")
        headers = {"vary": "accept-encoding"}
        kind, coding = mimetypes.guess_type(full_path)
        for name, path, status in variants:
            if coding is None and takes_coding(wanted, name):
                headers["content-encoding"] = name
                return FileResponse(path, status_code=status_code, stat_result=status, headers=headers,
                                    media_type=kind or "text/plain")
        return FileResponse(full_path, status_code=status_code, stat_result=stat_result, headers=headers)

    def variants(self, full_path, stat_result):
        """[(coding, path, status)] of the compressed files beside one."""
        found = []
        for name, ending in _CODINGS:
            try:
                status = os.stat(full_path + ending, follow_symlinks=self.follow_symlink)
            except (OSError, ValueError):
                continue
            if stat.S_ISREG(status.st_mode) and status.st_mtime >= stat_result.st_mtime:
                found.append((name, full_path + ending, status))
        return found

    async def check_config(self):
        if self.directory is None:
            return
        try:
            status = os.stat(self.directory)
        except FileNotFoundError:
            raise RuntimeError(f"StaticFiles directory '{self.directory}' does not exist.") from None
        if not (stat.S_ISDIR(status.st_mode) or stat.S_ISLNK(status.st_mode)):
            raise RuntimeError(f"StaticFiles path '{self.directory}' is not a directory.")

    def is_not_modified(self, response_headers, request_headers):
        known = request_headers.get("if-none-match")
        if known is not None:
            if known.strip() == "*":
                return True
            etag = response_headers["etag"]
            return etag in [tag.strip(" ").removeprefix("W/") for tag in known.split(",")]
        since = parsedate(request_headers.get("if-modified-since", ""))
        changed = parsedate(response_headers.get("last-modified", ""))
        return since is not None and changed is not None and since >= changed


def takes_coding(wanted, coding):
    """Does an Accept-Encoding header allow a coding?"""
    found = None
    for part in wanted.split(","):
        name, _, parameters = part.strip().partition(";")
        name = name.strip().lower()
        key, _, text = parameters.strip().partition("=")
        try:
            quality = float(text) if key.strip().lower() == "q" else 1.0
        except ValueError:
            quality = 0.0
        if name == coding:
            return quality > 0
        if name == "*":
            found = quality > 0
    return bool(found)
