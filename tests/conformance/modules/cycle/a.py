print("a starts")
import b

value = "a value"


def from_b():
    return b.value


print("a ends")
