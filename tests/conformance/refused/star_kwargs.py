# refused: **options|** parameter|variadic, line 2
def configure(**options):
    return options


print(configure(a=1))
