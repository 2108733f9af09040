import builtins
print(builtins.len([1,2]), builtins.int("3"), builtins.ValueError("x"), builtins is builtins)
for name in ("len", "str", "nothing"):
    print(name, hasattr(builtins, name))
print(getattr(builtins, "max")(3, 4), builtins.open is open)
