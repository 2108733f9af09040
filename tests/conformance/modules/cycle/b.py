print("b starts")
import a

value = "b value"


def from_a():
    return a.value


print("b ends")
