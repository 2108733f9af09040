"""A built frontend's files, served where no route of the application matches."""

import email.message
import errno
import os
import stat
import warnings
from contextlib import AsyncExitStack

from krait.api.body_limit import limited
from krait.api.datastructures import URL
from krait.api.dependencies.utils import get_dependant, get_parameterless_sub_dependant, solve_dependencies
from krait.api.exceptions import HTTPException, RequestValidationError
from krait.api.paths import BaseRoute, Match, NoMatchFound, get_route_path
from krait.api.requests import Request
from krait.api.responses import RedirectResponse
from krait.api.staticfiles import StaticFiles

_FALLBACKS = ("auto", "index.html", "404.html", None)


def _missing_directory(directory):
    return (f"Frontend directory '{directory}' does not exist. "
            f"Resolved absolute path: '{os.path.realpath(os.fspath(directory))}'")


class _Files(StaticFiles):
    def __init__(self, *, directory, fallback, check_dir):
        self.fallback = fallback
        if check_dir and not os.path.isdir(directory):
            raise RuntimeError(_missing_directory(directory))
        super().__init__(directory=directory, html=True, check_dir=check_dir, follow_symlink=False)
        if check_dir and fallback in ("index.html", "404.html") and not self._is_file(fallback):
            raise RuntimeError(self._missing_fallback(fallback))

    def _missing_fallback(self, fallback):
        return (f"Frontend fallback file '{fallback}' does not exist in directory '{self.directory}'. "
                f"Resolved absolute directory: '{os.path.realpath(os.fspath(self.directory))}'")

    def _is_file(self, name):
        _, status = self.lookup_path(name)
        return status is not None and stat.S_ISREG(status.st_mode)

    def _lookup(self, path):
        try:
            return self.lookup_path(path)
        except PermissionError:
            raise HTTPException(status_code=401) from None
        except ValueError:
            raise HTTPException(status_code=404) from None
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                raise HTTPException(status_code=404) from None
            raise

    def _find(self, path):
        """(full path, status, whether it is a folder's index), or None."""
        full_path, status = self._lookup(path)
        if status is not None and stat.S_ISDIR(status.st_mode):
            full_path, status = self._lookup(os.path.join(path, "index.html"))
            return None if status is None or not stat.S_ISREG(status.st_mode) else (full_path, status, True)
        return None if status is None or not stat.S_ISREG(status.st_mode) else (full_path, status, False)

    async def response_to(self, scope, path):
        if not self.config_checked:
            await self.check_config()
            self.config_checked = True
        found = self._find(os.path.normpath(os.path.join(*path.split("/"))))
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(status_code=404 if found is None else 405)
        if found is not None:
            full_path, status, is_index = found
            if is_index and not scope["path"].endswith("/"):
                url = URL(scope=scope)
                return RedirectResponse(url=url.replace(path=url.path + "/"))
            return self.file_response(full_path, status, scope)
        fallback = self.fallback
        if fallback == "404.html" or (fallback == "auto" and self._is_file("404.html")):
            return self._fallback("404.html", scope, 404)
        if (fallback == "index.html" or (fallback == "auto" and self._is_file("index.html"))) and _wants_html(scope):
            return self._fallback("index.html", scope, 200)
        raise HTTPException(status_code=404)

    def _fallback(self, name, scope, status_code):
        full_path, status = self.lookup_path(name)
        if status is None or not stat.S_ISREG(status.st_mode):
            raise RuntimeError(self._missing_fallback(name))
        return self.file_response(full_path, status, scope, status_code=status_code)


def _wants_html(scope):
    """Does a browser ask for a page?"""
    for value in Request(scope).headers.get("accept", "").split(","):
        message = email.message.Message()
        message["content-type"] = value.strip()
        kind = f"{message.get_content_maintype()}/{message.get_content_subtype()}"
        try:
            quality = float(message.get_param("q") or 1)
        except (TypeError, ValueError):
            quality = 1.0
        if kind in ("text/html", "application/xhtml+xml") and quality != 0:
            return True
    return False


class FrontendGroup(BaseRoute):
    """The frontends of a router: [(path, files)], the longest matching path answering."""

    def __init__(self, *, dependencies=None, provider=None, prefix=""):
        self.routes = []
        self.prefix = prefix
        self.max_body_size = None
        self.dependencies = list(dependencies or [])
        self.provider = provider
        self.dependant = get_dependant(path="", call=lambda: None, scope="function")
        self.dependant.dependencies = [get_parameterless_sub_dependant(depends=depends, path="")
                                       for depends in self.dependencies]

    def add(self, prefix, path, *, directory, fallback, check_dir):
        if check_dir == "auto":
            check_dir = os.environ.get("FASTAPI_ENV") != "development"
            if not check_dir and not os.path.isdir(directory):
                warnings.warn(_missing_directory(directory), stacklevel=4)
        if not path:
            raise AssertionError("A frontend path cannot be empty")
        if not path.startswith("/"):
            raise AssertionError("A frontend path must start with '/'")
        if fallback not in _FALLBACKS:
            raise AssertionError("fallback must be 'auto', 'index.html', '404.html', or None")
        self.routes.append((_join(prefix, path.rstrip("/") or "/"),
                            _Files(directory=directory, fallback=fallback, check_dir=check_dir)))

    def included(self, context):
        made = FrontendGroup(dependencies=[*context.dependencies, *self.dependencies],
                             provider=context.dependency_overrides_provider, prefix=context.prefix)
        made.sync(self)
        return made

    def sync(self, original):
        self.routes = [(_join(self.prefix, path), files) for path, files in original.routes]

    def best(self, scope):
        """(path below, files, how specific) of the longest path that matches."""
        route_path, found = get_route_path(scope), None
        for path, files in self.routes:
            if path == "/":
                below = route_path.lstrip("/")
            elif route_path == path:
                below = ""
            elif route_path.startswith(path + "/"):
                below = route_path[len(path) + 1:]
            else:
                continue
            specific = 0 if path == "/" else len(path)
            if found is None or specific > found[2]:
                found = below, files, specific
        return found

    def matches(self, scope):
        if scope["type"] != "http" or self.best(scope) is None:
            return Match.NONE, {}
        return (Match.FULL if scope["method"] in ("GET", "HEAD") else Match.PARTIAL), {}

    async def handle(self, scope, receive, send):
        await limited(self._handle, self.max_body_size)(scope, receive, send)

    async def _handle(self, scope, receive, send):
        below, files, _ = self.best(scope)
        if not self.dependant.dependencies or scope["method"] not in ("GET", "HEAD"):
            await (await files.response_to(scope, below))(scope, receive, send)
            return
        before = {name: scope.get(name) for name in ("fastapi_inner_astack", "fastapi_function_astack")}
        try:
            async with AsyncExitStack() as request_stack:
                scope["fastapi_inner_astack"] = request_stack
                async with AsyncExitStack() as function_stack:
                    scope["fastapi_function_astack"] = function_stack
                    solved = await solve_dependencies(
                        request=Request(scope, receive, send), dependant=self.dependant,
                        dependency_overrides_provider=self.provider)
                    if solved.errors:
                        raise RequestValidationError(solved.errors)
                    response = await files.response_to(scope, below)
                    if response.background is None:
                        response.background = solved.background_tasks
                    response.headers.raw.extend(solved.response.headers.raw)
                    await response(scope, receive, send)
        finally:
            for name, value in before.items():
                if value is None:
                    scope.pop(name, None)
                else:
                    scope[name] = value

    def url_path_for(self, name, /, **path_params):
        raise NoMatchFound(name, path_params)


def _join(prefix, path):
    if not prefix:
        return path
    return prefix if path == "/" else prefix + path


def find(groups, scope):
    """The group with the most specific match; one whose method fits before one whose does not."""
    best = None
    for group in groups:
        match, _ = group.matches(scope)
        if match == Match.NONE:
            continue
        rank = (match.value, group.best(scope)[2])
        if best is None or rank > best[0]:
            best = rank, group
    return None if best is None else (best[1], {})
