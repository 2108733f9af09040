# Containers look at identity before equality, so a nan is found where it was put.
nan = float("nan")
print(nan in [nan], [nan] == [nan], nan == nan, (nan,) == (nan,), [float("nan")] == [float("nan")])
d = {nan: 1}
print(nan in d, float("nan") in d, d[nan])
