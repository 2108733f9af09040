import sys
import time


class Group:
    def __init__(self):
        self.count = 0
        self.total = 0.0
        self.least = 1e300
        self.most = -1e300

    def add(self, value):
        self.count += 1
        self.total += value
        if value < self.least:
            self.least = value
        if value > self.most:
            self.most = value


def split_row(line):
    if '"' not in line:
        return line.split(",")
    fields = []
    at = 0
    while True:
        if line.startswith('"', at):
            parts = []
            at += 1
            while True:
                end = line.index('"', at)
                parts.append(line[at:end])
                at = end + 1
                if not line.startswith('"', at):
                    break
                parts.append('"')
                at += 1
            fields.append("".join(parts))
        else:
            end = line.find(",", at)
            if end < 0:
                end = len(line)
            fields.append(line[at:end])
            at = end
        if at >= len(line):
            return fields
        at += 1


REGIONS = ["North", "South", "East, far", "West", 'The "Middle"', "Islands"]


def prepare(n):
    lines = ["id,region,product,amount,price,day"]
    x = 17
    for i in range(n):
        x = x * 16807 % 2147483647
        region = REGIONS[x % 6]
        if "," in region or '"' in region:
            region = '"' + region.replace('"', '""') + '"'
        lines.append("%d,%s,product %d,%d,%.2f,2026-%02d-%02d" % (
            i, region, x % 50, x % 20 + 1, x % 100000 / 100, x % 12 + 1, x % 28 + 1))
    return "\n".join(lines)


def run(text):
    lines = text.split("\n")
    header = split_row(lines[0])
    region_at = header.index("region")
    amount_at = header.index("amount")
    price_at = header.index("price")
    day_at = header.index("day")
    regions = {}
    months = {}
    for line in lines[1:]:
        fields = split_row(line)
        value = int(fields[amount_at]) * float(fields[price_at])
        region = fields[region_at]
        if region not in regions:
            regions[region] = Group()
        regions[region].add(value)
        month = fields[day_at][:7]
        months[month] = months.get(month, 0.0) + value
    parts = ["%s:%d:%.2f:%.2f:%.2f" % (name, g.count, g.total, g.least, g.most) for name, g in sorted(regions.items())]
    best = max(months, key=lambda month: months[month])
    return "%s %s" % ("|".join(parts), best)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 40000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
