# Readings in CSV: parsed, grouped, summarized; statistics against by-hand results.
import csv
import io
import math
import statistics
from collections import OrderedDict, defaultdict, namedtuple
from operator import attrgetter, itemgetter

DATA = '''station,day,temp,note
north,1,3.5,
north,2,-1.25,"snow, wind"
south,1,20,
north,3,0.75,"said ""cold"""
south,2,25.5,
south,3,,broken
east,1,11,ok
'''
Reading = namedtuple("Reading", "station day temp note")


def parse(file):
    for row in csv.DictReader(file):
        try:
            yield Reading(row["station"], int(row["day"]), float(row["temp"]), row["note"] or None)
        except ValueError as e:
            print("skipped", row["station"], row["day"], e)


readings = list(parse(io.StringIO(DATA)))
by_station = defaultdict(list)
for reading in readings:
    by_station[reading.station].append(reading)
for station, items in sorted(by_station.items()):
    temps = [item.temp for item in items]
    mean = sum(temps) / len(temps)
    assert math.isclose(mean, statistics.fmean(temps))
    spread = statistics.stdev(temps) if len(temps) > 1 else 0.0
    print(f"{station:>6} n={len(temps)} mean={mean:7.3f} spread={spread:6.3f} range={min(temps)}..{max(temps)}")
print(max(readings, key=attrgetter("temp")), sorted(readings, key=itemgetter(1, 2))[0].station)
print([r.note for r in readings if r.note], readings[0]._asdict(), readings[1]._replace(note="x").note)
out = io.StringIO()
writer = csv.writer(out, lineterminator="\n")
writer.writerow(["station", "all"])
writer.writerows((station, ";".join(f"{r.temp:g}" for r in items)) for station, items in by_station.items())
print(out.getvalue(), end="")
print(statistics.median([5, 1, 4]), statistics.mode("aab"), statistics.quantiles(range(1, 10), n=4), statistics.pvariance([1, 2, 3, 4]))
print(statistics.linear_regression([1, 2, 3], [2, 4, 6.5]))
moving = OrderedDict((i, statistics.mean(r.temp for r in readings[i : i + 3])) for i in range(len(readings) - 2))
print({k: round(v, 4) for k, v in moving.items()})
histogram = defaultdict(int)
for r in readings:
    histogram[math.floor(r.temp / 10)] += 1
print("\n".join(f"{k * 10:>4}: {'#' * n}" for k, n in sorted(histogram.items())))
