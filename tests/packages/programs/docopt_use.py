"""Naval Fate.

Usage:
  naval_fate ship new <name>...
  naval_fate ship <name> move <x> <y> [--speed=<kn>]
  naval_fate mine (set|remove) <x> <y> [--moored|--drifting]
  naval_fate -h | --help

Options:
  -h --help     Show this screen.
  --speed=<kn>  Speed in knots [default: 10].
  --moored      Moored (anchored) mine.
  --drifting    Drifting mine.
"""
from docopt import DocoptExit, docopt

for arguments in (["ship", "new", "A", "B"], ["ship", "T", "move", "1", "2", "--speed=15"],
                  ["mine", "set", "3", "4", "--drifting"]):
    print(sorted(docopt(__doc__, arguments).items()))
try:
    docopt(__doc__, ["mine", "sink"])
except DocoptExit as error:
    print("usage" in str(error).lower())
