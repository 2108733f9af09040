# args: --verbose build --jobs 4 -D A=1 -D B=two src/main.py docs
"""A command line with sub-commands, types, defaults, groups and errors."""
import argparse
import contextlib
import io
import os.path
import shlex
import sys
from collections import OrderedDict
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlsplit


def positive(text):
    number = int(text)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"{number} is not positive")
    return number


def pair(text):
    key, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is no KEY=VALUE")
    return key, value


class Collect(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        table = getattr(namespace, self.dest) or OrderedDict()
        table.update([values])
        setattr(namespace, self.dest, table)


def make():
    parser = argparse.ArgumentParser(prog="tool", description="Does things.", epilog="That is all.")
    parser.add_argument("-v", "--verbose", action="count", default=0, help="say more")
    parser.add_argument("--color", choices=["auto", "always", "never"], default="auto")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="make it")
    build.add_argument("-j", "--jobs", type=positive, default=1, metavar="N", help="how many (default: %(default)s)")
    build.add_argument("-D", dest="defines", type=pair, action=Collect, metavar="KEY=VALUE")
    build.add_argument("sources", nargs="+", type=PurePosixPath)
    build.set_defaults(run=run_build)
    clean = commands.add_parser("clean", aliases=["rm"])
    group = clean.add_mutually_exclusive_group()
    group.add_argument("--all", action="store_true")
    group.add_argument("--only", nargs="*", default=[])
    clean.set_defaults(run=lambda options: f"clean {options.all} {options.only}")
    return parser


def run_build(options):
    names = [f"{p.stem}{p.suffix or '/'}" for p in options.sources]
    return f"{options.jobs} jobs, {dict(options.defines or {})}, {names}"


def attempt(line):
    err, out = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stderr(err), contextlib.redirect_stdout(out):
            options = make().parse_args(shlex.split(line))
            return options.run(options)
    except SystemExit as stop:
        lines = (err.getvalue() or out.getvalue()).splitlines()
        return f"exit {stop.code}: {lines[-1] if lines else ''}"


options = make().parse_args()
print(options.verbose, options.color, options.command, options.run(options))
for line in ["build a.c", "build", "-vv build -j 0 x", "build -j x y", "build -D A x", "clean --all --only", "rm --only a b",
             "clean", "build 'a b.txt' -j3", "build --job 2 x --bogus"]:
    print(f"{line:32} {attempt(line)}")
known, rest = make().parse_known_args(["clean", "--all", "--strange", "x"])
print(known.all, rest, sys.argv[1:3], os.path.basename("/a/b.py"))
print(shlex.join(["a b", "c'd", "plain"]), shlex.split('x "y z" \\w # no', comments=True))
url = urlsplit("https://user@host.example:8080/a/b;p?q=1&q=2&r=%C3%A9#frag")
print(url.scheme, url.hostname, url.port, url.path, parse_qs(url.query), url.fragment)
print(urlencode({"a b": "c&d", "e": [1, 2]}, doseq=True), quote("a/b c?ü"), unquote("%E2%82%AC"), urljoin("http://h/a/b", "../c?d"))
path = PurePosixPath("/srv") / "www" / "../x.tar.gz"
print(path, path.parts[-1], path.suffixes, path.with_suffix(".zip").name, path.parent, path.is_absolute(), path.match("*.gz"))
