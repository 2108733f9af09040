def load(name):
    if name == "extra":
        import extra

        return extra.VALUE
    from extra import helper

    return helper(2)


print("start")
print(load("extra"))
print(load("other"))
print(load("extra"))
try:
    import extra as e2

    print(e2.VALUE)
finally:
    print("end")
try:
    from extra import missing_name
except ImportError as e:
    print(str(e).split(" (")[0])
