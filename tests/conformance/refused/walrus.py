# refused: :=|walrus|assignment expression, line 2
if (n := 10) > 5:
    print(n)
