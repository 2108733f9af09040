from broken_other import thing

name = 1
