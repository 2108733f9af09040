# csv.writer and DictWriter: what gets quotes, what cannot be written.
import csv
import io


def written(rows, **options):
    out = io.StringIO(newline="")
    csv.writer(out, **options).writerows(rows)
    return out.getvalue()


rows = [["a", "b c", 'q"q', "x,y", "line\nline", None, 1, 2.5, True, ""]]
print(repr(written(rows)))
for quoting in (csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC):
    print(repr(written(rows, quoting=quoting)))
print(repr(written([["a,b", 'c"d', "e\\f"]], quoting=csv.QUOTE_NONE, escapechar="\\")))
print(repr(written([['c"d']], doublequote=False, escapechar="\\")), repr(written([[""], [None]])))
print(repr(written([["a", "b"]], delimiter="\t", lineterminator="\n")), repr(written([[]])), repr(written(["xyz"])))
for bad, options in (([["a,b"]], {"quoting": csv.QUOTE_NONE}), ([5], {}), ([['"']], {"doublequote": False})):
    try:
        print(repr(written(bad, **options)))
    except csv.Error as error:
        print("Error:", error)
out = io.StringIO(newline="")
w = csv.DictWriter(out, ["name", "age"], restval="?", extrasaction="raise")
w.writeheader()
w.writerow({"name": "Ada", "age": 36})
w.writerows([{"name": "Bob"}])
try:
    w.writerow({"nome": 1})
except ValueError as error:
    print(error)
print(repr(out.getvalue()))


class Pipes(csv.Dialect):
    delimiter = "|"
    quotechar = "'"
    lineterminator = ";\n"
    doublequote = True
    quoting = csv.QUOTE_MINIMAL


print(repr(written([["a|b", "c"]], dialect=Pipes)))
csv.register_dialect("pipes", Pipes, lineterminator="\n")
print(repr(written([["a|b", "c'd"]], dialect="pipes")), csv.get_dialect("pipes").delimiter, "pipes" in csv.list_dialects())
csv.unregister_dialect("pipes")
text = written([[1, "two", 3.5, "a\r\nb"], ["é", "日本", "", "'"]])
print(list(csv.reader(io.StringIO(text, newline=""))))
try:
    csv.writer(5)
except TypeError as error:
    print(error)
