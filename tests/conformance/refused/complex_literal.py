# refused: complex|imaginary, line 2
z = 3 + 4j
print(z)
