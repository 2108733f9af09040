# refused: generator, line 2
squares = (x * x for x in range(5))
for square in squares:
    print(square)
