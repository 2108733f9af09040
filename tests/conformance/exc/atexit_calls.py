import atexit


def bye(name, punctuation="."):
    print("bye " + name + punctuation)


@atexit.register
def last():
    print("registered first, runs last")


print(atexit.register(bye, "one") is bye)
atexit.register(bye, "two", punctuation="!")
atexit.register(bye, name="three")
atexit.register(print, "gone")
atexit.unregister(print)


class Guard:
    def close(self):
        print("closed")


guard = Guard()
atexit.register(guard.close)
print("end of the program")
