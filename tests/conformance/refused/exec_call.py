# refused: exec, line 2
exec("print(1)")
