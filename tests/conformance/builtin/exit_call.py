# exit: 3
try:
    exit()
except SystemExit as e:
    print("SystemExit", e.code, e.args)
try:
    quit("bye")
except SystemExit as e:
    print("SystemExit", e.code)
try:
    exit(code=4)
except SystemExit as e:
    print(e.code)
quit(3)
