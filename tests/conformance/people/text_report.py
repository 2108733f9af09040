"""A sales report: parsing, grouping, statistics, alignment, all the ways to format."""
import csv
import io
import statistics
import string
import textwrap
from collections import Counter, defaultdict, namedtuple
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import accumulate, groupby, pairwise
from operator import attrgetter, itemgetter

DATA = """\
region,day,product,units,price
north,2024-01-02,apple,10,0.50
south,2024-01-02,pear,3,0.75
north,2024-01-03,pear,7,0.75
"east, far",2024-01-03,"apple ""red\"\"",1,1.255
south,2024-01-04,apple,4,0.50
north,2024-01-04,apple,,0.45
"""

Sale = namedtuple("Sale", "region day product units price", defaults=[Decimal(0)])


def read(text):
    for row in csv.DictReader(io.StringIO(text)):
        row["units"] = int(row["units"] or 0)
        row["price"] = Decimal(row["price"])
        yield Sale(**row)


def cents(amount):
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


sales = list(read(DATA))
print(len(sales), sales[3], sales[-1]._replace(units=2).units, Sale._field_defaults)
totals = defaultdict(Decimal)
for sale in sales:
    totals[sale.region] += sale.units * sale.price
for region, total in sorted(totals.items(), key=itemgetter(1), reverse=True):
    share = total / sum(totals.values())
    print(f"{region:.<12}{cents(total):>8} {share:6.1%} {'#' * round(share * 20)}")

by_day = groupby(sorted(sales, key=attrgetter("day", "product")), key=attrgetter("day"))
for day, group in by_day:
    items = [f"{s.product}x{s.units}" for s in group]
    print(day, ", ".join(items), sep=" | ")

units = [s.units for s in sales]
print(statistics.mean(units), statistics.median(units), round(statistics.pstdev(units), 4), statistics.multimode(units))
print(statistics.fmean(units), statistics.quantiles(units, n=4), statistics.mean([Fraction(1, 3), Fraction(1, 6)]))
print(list(accumulate(units)), [b - a for a, b in pairwise(units)], max(units, default=None))
counts = Counter()
for sale in sales:
    counts[sale.product.split()[0]] += sale.units
print(counts.most_common(1), counts.total(), counts - Counter(apple=14), +Counter(a=-1, b=2))

letter = string.Template("Dear $who,\nyou sold $$${amount} in ${region}.")
print(letter.substitute(who="N.", amount=cents(totals["north"]), region="north"))
print(letter.safe_substitute(who="S.").splitlines()[1])
try:
    letter.substitute(who="X")
except KeyError as error:
    print("missing", error)

words = "The quick brown fox jumps over the lazy dog and keeps on running until the very end of the line".split()
print(textwrap.fill(" ".join(words), 34, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(" ".join(words), 40, placeholder=" [...]"))
print(textwrap.dedent("""\
    if x:
        y()

    z()""").replace("\n", "|"))
print("%-8s|%5.2f|%+d|%x|%o|%e|%%|%r|%c" % ("left", 3.14159, 7, 255, 8, 12345.678, "q", 65))
print("{:>8}|{:^8}|{:<8}|{:*^9}|{!r:>6}|{:,}|{:_b}|{:#x}".format("r", "c", "l", "m", "s", 1234567, 1234, 255))
print("{0[region]} {1.product} {2[1]} {kw:{width}.{precision}}".format({"region": "n"}, sales[0], "abc", kw=2.71828, width=8, precision=3))
width, value = 12, Decimal("1234.5")
print(f"{value:>{width},.2f}|{value!s:^{width}}|{sales[0].price=}|{'nested ' + f'{1 + 1}':>12}")
out = io.StringIO()
writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
writer.writerow(["a;b", 'say "hi"', None, 1.5])
writer.writerows(sale[:3] for sale in sales[2:4])
print(out.getvalue(), end="")
print(str.maketrans("abc", "xyz"), "aabbcc".translate(str.maketrans("ab", "xy", "c")), "tab\tbed".expandtabs(6))
