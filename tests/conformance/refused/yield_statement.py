# refused: yield, line 5
print("never printed")


def numbers(): yield 1


print(list(numbers()))
