# Containers look at identity before equality, so a nan is found where it was put.
nan = float("nan")
print(nan in [nan], [nan] == [nan], nan == nan, (nan,) == (nan,), [float("nan")] == [float("nan")])
d = {nan: 1}
print(nan in d, float("nan") in d, d[nan])
import math

print(math.nan in [math.nan], [1.5, nan].index(nan), [nan, nan].count(nan), len({nan, nan, float("nan")}))
