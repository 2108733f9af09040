# refused: eval, line 3
x = 5
print(eval("x + 1"))
