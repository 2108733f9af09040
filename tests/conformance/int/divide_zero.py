def show(f):
    try:
        print(f())
    except ZeroDivisionError as e:
        print(repr(e))


zero = 0
show(lambda: 1 / zero)
show(lambda: 1 // zero)
show(lambda: 1 % zero)
show(lambda: divmod(1, zero))
show(lambda: 10**30 // zero)
show(lambda: 10**30 % zero)
show(lambda: 1 / False)
show(lambda: 1.0 / 0)
show(lambda: 1.0 // 0)
show(lambda: 1.0 % 0)
show(lambda: divmod(1.0, 0.0))
show(lambda: 0 ** -1)
show(lambda: 0.0 ** -1)
