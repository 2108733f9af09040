from toposort import toposort, toposort_flatten, CircularDependencyError
d = {2: {11}, 9: {11, 8, 10}, 10: {11, 3}, 11: {7, 5}, 8: {7, 3}}
print(list(toposort(d)), toposort_flatten(d))
try: list(toposort({1: {2}, 2: {1}}))
except CircularDependencyError as e: print(e)
