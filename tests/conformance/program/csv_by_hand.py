DATA = '''name,age,city,note
"Smith, John",42,"New York","said ""hi"""
Ann,,Paris,plain
"Multi
line",7,Oslo,
Zoë,19,"São Paulo","a,b,c"
'''


def parse_csv(text):
    rows = []
    row = []
    field = []
    quoted = False
    i = 0
    while i < len(text):
        c = text[i]
        if quoted:
            if c == '"':
                if text[i + 1 : i + 2] == '"':
                    field.append('"')
                    i += 1
                else:
                    quoted = False
            else:
                field.append(c)
        elif c == '"':
            quoted = True
        elif c == ",":
            row.append("".join(field))
            field = []
        elif c == "\n":
            row.append("".join(field))
            rows.append(row)
            row = []
            field = []
        else:
            field.append(c)
        i += 1
    if field or row:
        row.append("".join(field))
        rows.append(row)
    return rows


def write_csv(rows):
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            cell = str(cell)
            if "," in cell or '"' in cell or "\n" in cell:
                cell = '"' + cell.replace('"', '""') + '"'
            cells.append(cell)
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


rows = parse_csv(DATA)
for row in rows:
    print(row)
print(write_csv(rows) == DATA.replace('"New York"', "New York").replace('"São Paulo"', "São Paulo"))
header, *body = rows
records = [dict(zip(header, row)) for row in body]
ages = [int(r["age"]) for r in records if r["age"]]
print(records[0]["name"], sum(ages) / len(ages), max(records, key=lambda r: len(r["note"]))["name"])
print(write_csv([["a", 1, 2.5], [None, True, 'x"y']]))
print(parse_csv("a,b"), parse_csv(""), parse_csv(",\n"), parse_csv('""'))
