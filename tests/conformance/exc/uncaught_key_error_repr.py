# exit: 1
print("KeyError shows the repr of its key")
d = {"it's": 1}
d["quote's"]
