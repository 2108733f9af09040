# refused: *args|* parameter|variadic, line 2
def total(*args):
    return sum(args)


print(total(1, 2))
