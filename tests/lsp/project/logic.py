def area(side: int) -> int:
    return side * side


print("😀", area(3))
