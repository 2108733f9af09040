# exit: 1
def divide(a, b):
    return a // b


def main():
    print("start")
    for d in (2, 1, 0):
        print(divide(10, d))


main()
