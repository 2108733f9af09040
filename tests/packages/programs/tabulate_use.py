# tabulate: tables as its README has them.
from tabulate import tabulate

table = [["Sun", 696000, 1989100000], ["Earth", 6371, 5973.6], ["Moon", 1737, 73.5], ["Mars", 3390, 641.85]]
print(tabulate(table))
print(tabulate(table, headers=["Planet", "R (km)", "mass (x 10^29 kg)"]))
for form in ("plain", "simple", "github", "grid", "fancy_grid", "pipe", "orgtbl", "rst", "html", "latex", "tsv"):
    print(tabulate([["spam", 41.9999], ["eggs", "451.0"]], headers=["item", "qty"], tablefmt=form))
print(tabulate({"Name": ["Alice", "Bob"], "Age": [24, 19]}, headers="keys"))
print(tabulate([[1.2345], [123.45]], floatfmt=".2f"), tabulate([["a", None]], missingval="?"))
print(tabulate([["x", 1], ["y", 2]], showindex=True, stralign="right", numalign="left"))
