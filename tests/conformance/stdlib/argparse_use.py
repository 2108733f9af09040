# argparse: options, groups, sub-commands, help, errors.
import argparse, sys
p = argparse.ArgumentParser(prog="tool", description="A tool.", epilog="bye")
p.add_argument("files", nargs="*", help="files")
p.add_argument("-v", "--verbose", action="count", default=0, help="more")
p.add_argument("--level", type=int, choices=[1, 2, 3], default=2, help="level (default %(default)s)")
p.add_argument("--name", metavar="N", required=False)
g = p.add_mutually_exclusive_group(); g.add_argument("--a", action="store_true"); g.add_argument("--b", action="store_false")
sub = None
print(p.parse_args(["x", "y", "-vv", "--level", "3", "--a"]))
p.print_help()
try: p.parse_args(["--level", "x"])
except SystemExit as e: print("exit", e.code)
q = argparse.ArgumentParser(prog="git"); s = q.add_subparsers(dest="cmd"); c = s.add_parser("commit"); c.add_argument("-m"); print(q.parse_args(["commit", "-m", "hi"]))

