# refused: itertools, line 2
import itertools

print(list(itertools.count(0))[:3])
