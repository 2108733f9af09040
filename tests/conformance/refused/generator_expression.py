# refused: generator, line 2
print(sum(x * x for x in range(5)))
