# csv.reader and DictReader: quotes, escapes, dialects, errors.
import csv
import io

for text in ("a,b,c\n1,2,3\n", 'x,"y,z","he said ""hi"""\r\n', '"two\nlines",end\n', "", "\n", "a,,c\n,\n", '"open', "a;b\n"):
    print(list(csv.reader(io.StringIO(text, newline=""))))
print(list(csv.reader(["1;'a;b';2"], delimiter=";", quotechar="'")))
print(list(csv.reader(["1, 2,  3"], skipinitialspace=True)), list(csv.reader(["1,a,2.5"] [:0])))
print(list(csv.reader(['1.5,"2",3'], quoting=csv.QUOTE_NONNUMERIC)))
print(list(csv.reader(["a\\,b,c\\\"d"], escapechar="\\")), list(csv.reader(['a"b,"c"d'])))
print(list(csv.reader(["a\tb"], dialect="excel-tab")), list(csv.reader(['"x",y'], quoting=csv.QUOTE_NONE)))
rows = csv.DictReader(io.StringIO("name,age\nAda,36\nBob\nCy,1,extra\n"))
print(rows.fieldnames, [dict(row) for row in rows], rows.line_num)
for bad, options in (('"a"b,c', {"strict": True}), ('"open', {"strict": True}), ("a\rb,c", {})):
    try:
        print(list(csv.reader([bad], **options)))
    except csv.Error as error:
        print("Error", str(error).split(" - ")[0])
for options in ({"delimiter": "ab"}, {"quoting": 99}, {"nonsense": 1}, {"quotechar": None}):
    try:
        csv.reader([], **options)
    except TypeError as error:
        print("TypeError")
try:
    next(csv.reader([b"a"]))
except csv.Error as error:
    print(error)
try:
    csv.get_dialect("nothing")
except csv.Error as error:
    print(error)
old = csv.field_size_limit(3)
try:
    list(csv.reader(["abcd"]))
except csv.Error as error:
    print(error)
csv.field_size_limit(old)
print(sorted(csv.list_dialects()), csv.Sniffer().sniff("a;b;c\n1;2;3\n4;5;6\n").delimiter)
