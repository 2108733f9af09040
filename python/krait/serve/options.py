"""Flags and environment variables of `krait serve`: uvicorn's where they exist, and our own."""

import argparse
import os
import re
import sys

PREFIXES = ("KRAIT_", "UVICORN_")
DESCRIPTION = """Serves MODULE:ATTRIBUTE, an ASGI or WSGI application. Each option has an environment variable: KRAIT_ and
its name in capitals (KRAIT_PORT); UVICORN_PORT and the like are read, too."""


def add(group, flag, help_text, kind=str, default=None, **more):
    group.add_argument(flag, help=help_text, type=kind, default=default, **more)


def add_switch(group, flag, help_text, default=False):
    group.add_argument(flag, help=help_text, action=argparse.BooleanOptionalAction, default=default)


def add_binding(parser):
    group = parser.add_argument_group("where it listens")
    add(group, "--host", "address or name [127.0.0.1]", default="127.0.0.1")
    add(group, "--port", "0: any [8000]", int, 8000)
    add(group, "--uds", "a Unix socket's path, in place of host and port", metavar="PATH")
    add(group, "--fd", "a listening socket that is open already", int, metavar="NUMBER")
    add(group, "--backlog", "connections that wait to be accepted [2048]", int, 2048)
    add(group, "--root-path", "what a proxy removed from the start of paths", default="")
    add_switch(group, "--proxy-headers", "believe X-Forwarded-For and -Proto of trusted proxies", True)
    add(group, "--header", "a field that every answer gets besides its own; may be repeated", action="append",
        metavar="NAME:VALUE")
    add_switch(group, "--server-header", "name the server in answers: server: krait")
    add_switch(group, "--date-header", "the date in answers", True)
    add(group, "--forwarded-allow-ips", "proxies that are trusted: addresses, networks, '*' "
        "[$FORWARDED_ALLOW_IPS or 127.0.0.1,::1]", metavar="LIST")


def add_application(parser):
    group = parser.add_argument_group("the application")
    add_switch(group, "--factory", "the attribute is a function that makes the application")
    add(group, "--app-dir", "folder to import from [.]", default="", metavar="FOLDER")
    add(group, "--env-file", "file of NAME=VALUE lines for the environment", metavar="FILE")
    add(group, "--interface", "[auto]", default="auto", choices=("auto", "asgi3", "asgi2", "wsgi"))
    add(group, "--lifespan", "[auto]", default="auto", choices=("auto", "on", "off"))


def add_workers(parser):
    group = parser.add_argument_group("workers")
    add(group, "--workers", "how many [$WEB_CONCURRENCY, or the cores; 1 with --reload]", int, metavar="COUNT")
    add(group, "--strategy", "[auto]", default="auto", choices=("auto", "processes", "threads", "subinterpreters"))
    add_switch(group, "--pin", "bind each worker to a core")
    add(group, "--threads", "threads of a worker for blocking calls [16]", int, 16, metavar="COUNT")
    add(group, "--block-ms", "a route that takes longer three times moves to threads; 0: never [5]", float, 5.0,
        metavar="MS")
    add_switch(group, "--reload", "start anew when a file changes")
    add(group, "--reload-dir", "folder to watch [.]", action="append", metavar="FOLDER")
    add(group, "--reload-include", "more files to watch [*.py]", action="append", metavar="PATTERN")
    add(group, "--reload-exclude", "files not to watch [.*]", action="append", metavar="PATTERN")
    add(group, "--reload-delay", "seconds without a change before it starts anew [0.25]", float, 0.25)


def add_limits(parser):
    group = parser.add_argument_group("limits")
    add(group, "--limit-concurrency", "requests at once in a worker; more are answered 503", int, metavar="COUNT")
    add(group, "--limit-max-requests", "a worker ends after so many and is replaced", int, metavar="COUNT")
    add(group, "--limit-max-requests-jitter", "up to so many more [0]", int, 0, metavar="COUNT")
    add(group, "--limit-connections", "of a worker [65536]", int, 65536, metavar="COUNT")
    add(group, "--limit-header-bytes", "request line and fields [65536]", int, 65536, metavar="BYTES")
    add(group, "--limit-header-count", "[100]", int, 100, metavar="COUNT")
    add(group, "--limit-url-bytes", "[16384]", int, 16384, metavar="BYTES")
    add(group, "--limit-body-bytes", "[16777216]", int, 16 << 20, metavar="BYTES")
    add(group, "--limit-body-rate", "bytes per second that a body must have [256]", int, 256, metavar="BYTES")
    add(group, "--ws-max-size", "bytes of a WebSocket message [16777216]", int, 16 << 20, metavar="BYTES")
    add(group, "--ws-ping-interval", "seconds between pings to silent WebSockets; 0: none [20]", float, 20.0)
    add(group, "--ws-ping-timeout", "seconds that a WebSocket may stay silent then [20]", float, 20.0)
    add_switch(group, "--ws-per-message-deflate", "compress WebSocket messages", True)
    add(group, "--timeout-keep-alive", "seconds between requests [5]", float, 5.0)
    add(group, "--timeout-header", "seconds for a whole head [10]", float, 10.0)
    add(group, "--timeout-body", "seconds without a byte of a body [30]", float, 30.0)
    add(group, "--timeout-write", "seconds without the client reading [30]", float, 30.0)
    add(group, "--timeout-graceful-shutdown", "seconds for open requests at the end [30]", float, 30.0)


def add_logs(parser):
    group = parser.add_argument_group("logs")
    levels = ("critical", "error", "warning", "info", "debug", "trace")
    add(group, "--log-level", "[info]", default="info", choices=levels)
    add(group, "--log-format", "plain or json [plain]", default="plain", choices=("plain", "json"))
    add(group, "--log-config", "file for Python's logging (.json, .yaml, .ini)", metavar="FILE")
    add_switch(group, "--access-log", "a line for each answer", True)
    add_switch(group, "--use-colors", "[if a terminal reads, and not with $NO_COLOR]", None)
    add(group, "--metrics", "path that answers with Prometheus' text, such as /metrics", metavar="PATH")


# uvicorn's choices among libraries: there is but one here.
IGNORED = ("--loop", "--http", "--ws", "--ws-max-queue", "--h11-max-incomplete-event-size",
           "--timeout-worker-healthcheck")
REFUSED = ("--ssl-keyfile", "--ssl-certfile", "--ssl-keyfile-password", "--ssl-version", "--ssl-cert-reqs",
           "--ssl-ca-certs", "--ssl-ciphers")


def make_parser():
    parser = argparse.ArgumentParser(prog="krait serve", description=DESCRIPTION, allow_abbrev=False)
    parser.add_argument("app", metavar="MODULE:ATTRIBUTE", nargs="?" if environment("APP") else None)
    parser.add_argument("--python", help="the Python to run with [python3 of the active environment]")
    add_binding(parser)
    add_application(parser)
    add_workers(parser)
    add_limits(parser)
    add_logs(parser)
    for flag in IGNORED + REFUSED:
        parser.add_argument(flag, help=argparse.SUPPRESS)
    return parser


def environment(name):
    for prefix in PREFIXES:
        if prefix + name in os.environ:
            return os.environ[prefix + name]
    return None


def truth(text):
    return text.strip().lower() in ("1", "true", "t", "yes", "y", "on")


def defaults_from_environment(parser):
    for action in parser._actions:
        name = action.dest.upper()
        value = environment(name)
        if value is None or action.dest in ("help", "app"):
            continue
        if action.choices and value not in action.choices:
            parser.error(f"{name}: {value!r} is none of {', '.join(action.choices)}")
        if isinstance(action, argparse.BooleanOptionalAction):
            parser.set_defaults(**{action.dest: truth(value)})
        elif isinstance(action, argparse._AppendAction):
            parser.set_defaults(**{action.dest: value.split(",")})
        else:
            parser.set_defaults(**{action.dest: value})  # read as if it were written behind the flag


def usable_cores():
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def read_env_file(path):
    with open(path) as file:
        for line in file:
            name, is_pair, value = line.strip().removeprefix("export ").partition("=")
            name, value = name.strip(), value.strip()
            if not is_pair or name.startswith("#") or not name:
                continue
            if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
                value = value[1:-1]
            os.environ.setdefault(name, value)


def parse(arguments=None):
    parser = make_parser()
    defaults_from_environment(parser)
    options = parser.parse_args(arguments)
    options.app = options.app or environment("APP")
    for flag in REFUSED:
        if getattr(options, flag[2:].replace("-", "_")):
            parser.error(f"{flag}: TLS is not supported yet; let a proxy end it")
    if options.env_file:
        try:
            read_env_file(options.env_file)
        except OSError as error:
            parser.error(f"--env-file: {error}")
    return finish(options, parser.error)


def finish(options, complain):
    if options.forwarded_allow_ips is None:
        options.forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
    if options.workers is None and not options.reload:
        try:
            options.workers = int(os.environ.get("WEB_CONCURRENCY") or usable_cores())
        except ValueError:
            complain(f"WEB_CONCURRENCY: {os.environ['WEB_CONCURRENCY']!r} is no number")
    if options.reload:
        if (options.workers or 1) > 1:
            print('"workers" flag is ignored when reloading is enabled.', file=sys.stderr)
        options.workers = 1
    if not 1 <= options.workers <= 255:
        complain("--workers: 1 to 255")
    for text in options.header or []:
        name, colon, value = text.partition(":")
        if not colon or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name.strip()) or not value.isprintable():
            complain(f"--header: NAME:VALUE, not {text!r}")
        if name.strip().lower() in ("connection", "content-length", "transfer-encoding", "keep-alive", "upgrade", "date"):
            complain(f"--header: {name.strip()} is the server's own")
    if not 1 <= options.limit_header_count <= 128:
        complain("--limit-header-count: 1 to 128")
    if not 256 <= options.limit_header_bytes <= 65536:
        complain("--limit-header-bytes: 256 to 65536")
    return options


def default():
    """The options that no flag and no variable changed."""
    options = make_parser().parse_args(["-"])
    options.workers = 1
    return finish(options, print)


def own_fields(options):
    """What every answer has: [(name, value)]."""
    named = [text.partition(":") for text in options.header or []]
    fields = [(name.strip().lower().encode("latin-1"), value.strip().encode("latin-1")) for name, _, value in named]
    if options.server_header and not any(name == b"server" for name, _ in fields):
        fields.append((b"server", b"krait"))
    return fields


def limits(options):
    """What `_krait_server.Server` takes."""
    def ms(seconds):
        return min(int(seconds * 1000), 2**31)

    return {"header_bytes": options.limit_header_bytes, "header_count": options.limit_header_count,
            "url_bytes": options.limit_url_bytes, "body_bytes": options.limit_body_bytes,
            "body_rate": options.limit_body_rate,
            "connections": options.limit_connections, "idle_timeout_ms": ms(options.timeout_keep_alive),
            "header_timeout_ms": ms(options.timeout_header), "body_timeout_ms": ms(options.timeout_body),
            "write_timeout_ms": ms(options.timeout_write), "ws_message_bytes": options.ws_max_size,
            "ws_ping_ms": ms(options.ws_ping_interval), "ws_pong_ms": ms(options.ws_ping_timeout),
            "ws_deflate": options.ws_per_message_deflate, "date": options.date_header, "fields": own_fields(options)}
