import time

start = time.time()
t0 = time.perf_counter()
m0 = time.monotonic()
total = 0
for i in range(1000):
    total += i
print(total, time.time() >= start, time.perf_counter() >= t0, time.monotonic() >= m0, start > 1_700_000_000)
time.sleep(0.001)
time.sleep(0)
print(time.perf_counter() - t0 >= 0.001, isinstance(time.time(), float), isinstance(time.perf_counter_ns(), int), isinstance(time.time_ns(), int))
try:
    time.sleep(-1)
except ValueError as e:
    print(e)
