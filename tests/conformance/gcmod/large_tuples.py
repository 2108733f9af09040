# Tuples too large for the heap's pages are looked at by a collection, and given back afterwards.
import gc

keep = [tuple(range(k, k + 300)) for k in range(6)]
mixed = tuple([[k] for k in range(400)])
print(gc.collect() >= 0)
loop = []
loop.append(tuple([loop] * 300))
del loop
print(gc.collect() > 0)
del keep[1:4]
keep.append(tuple([mixed] * 200))
gc.collect()
print(len(keep), keep[0][299], mixed[399], sum(map(sum, keep[:3])))
keep.clear()
del mixed
print(gc.collect() >= 0)
