# exit: 3
import sys


def main():
    try:
        print("working")
        sys.exit(3)
    except Exception:
        print("never: SystemExit is no Exception")
    finally:
        print("cleanup")


try:
    sys.exit()
except SystemExit as e:
    print("code", e.code, e.args)
try:
    sys.exit(7)
except SystemExit as e:
    print("code", e.code, repr(e))
main()
