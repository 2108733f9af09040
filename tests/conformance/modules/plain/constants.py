LIMIT = 10
NAME = "const"
_hidden = "hidden"
