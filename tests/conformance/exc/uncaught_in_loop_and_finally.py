# exit: 1
def work(n):
    for i in range(n):
        try:
            if i == 2:
                raise RuntimeError("at " + str(i))
            print("step", i)
        finally:
            print("cleanup", i)


try:
    work(5)
except ValueError:
    print("never")
finally:
    print("outer cleanup")
