# exit: 1
def deep(n):
    return ExceptionGroup(f"level {n}", [deep(n - 1) if n else ValueError("bottom"), ValueError(n)])


print("start")
try:
    raise ExceptionGroup("many", [ValueError(i) for i in range(20)])
except ExceptionGroup:
    raise deep(12)
