import a

print(a.late(), a.b.seen)
try:
    import broken
except ImportError as error:
    print(type(error).__name__, str(error).split(" (/")[0].split(" (most")[0])
try:
    import broken2
except AttributeError as error:
    print(str(error).split(" from '")[0].split(" has")[0])
try:
    import fails
except ValueError as error:
    print("first:", error)
try:
    import fails
except ValueError as error:
    print("again:", error)
