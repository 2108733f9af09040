class CycleError(ValueError):
    pass


def order(dependencies):
    state = {}
    out = []

    def visit(node, path):
        if state.get(node) == "done":
            return
        if state.get(node) == "busy":
            raise CycleError(" -> ".join(path[path.index(node) :] + [node]))
        state[node] = "busy"
        for need in sorted(dependencies.get(node, [])):
            visit(need, path + [node])
        state[node] = "done"
        out.append(node)

    for node in sorted(dependencies):
        visit(node, [])
    return out


def layers(dependencies):
    waiting = {k: set(v) for k, v in dependencies.items()}
    for needs in list(waiting.values()):
        for n in needs:
            waiting.setdefault(n, set())
    out = []
    while waiting:
        ready = sorted([k for k, v in waiting.items() if not v])
        if not ready:
            raise CycleError("left: " + ", ".join(sorted(waiting)))
        out.append(ready)
        for k in ready:
            del waiting[k]
        for v in waiting.values():
            v -= set(ready)
    return out


build = {"app": ["lib", "ui"], "ui": ["lib", "fonts"], "lib": ["core"], "tests": ["app", "lib"], "core": [], "docs": ["app"]}
print(order(build))
print(layers(build))
build["core"] = ["app"]
for f in (order, layers):
    try:
        print(f(build))
    except CycleError as e:
        print(repr(e), isinstance(e, ValueError))
print(order({}), layers({}), order({"a": ["b"]}))
