RAW = """
id;name;math;physics;art
1;Ann;5;4.5;3
2;Bob;3;;4
3;Cid;x;2;5
4;Dora;4;4;4

5;Eve;5;5
"""


class Student:
    def __init__(self, ident, name):
        self.ident = ident
        self.name = name
        self.marks = {}

    def average(self):
        values = [m for m in self.marks.values() if m is not None]
        return sum(values) / len(values) if values else None

    def best(self):
        return max(self.marks, key=lambda s: (self.marks[s] if self.marks[s] is not None else -1, s))

    def __lt__(self, other):
        return (-(self.average() or 0), self.name) < (-(other.average() or 0), other.name)

    def __repr__(self):
        return f"<{self.ident} {self.name}>"


def load(text):
    header = None
    students = []
    errors = []
    for number, line in enumerate(text.splitlines()):
        if not line.strip():
            continue
        cells = line.split(";")
        if header is None:
            header = cells
            continue
        try:
            if len(cells) != len(header):
                raise ValueError(f"{len(cells)} cells instead of {len(header)}")
            student = Student(int(cells[0]), cells[1])
            for subject, cell in zip(header[2:], cells[2:]):
                student.marks[subject] = None if cell == "" else float(cell) if "." in cell else int(cell)
        except ValueError as e:
            errors.append((number, str(e)))
        else:
            students.append(student)
    return header[2:], students, errors


subjects, students, errors = load(RAW)
print(subjects, students, errors)
print(f"{'name':<8}" + "".join([f"{s:>9}" for s in subjects]) + f"{'average':>9}")
for s in sorted(students):
    cells = "".join([f"{'-' if s.marks[k] is None else s.marks[k]:>9}" for k in subjects])
    print(f"{s.name:<8}{cells}{s.average():>9.2f} best {s.best()}")
for k in subjects:
    marks = [s.marks[k] for s in students if s.marks[k] is not None]
    print("%-8s n=%d min=%s max=%s mean=%.3f" % (k, len(marks), min(marks), max(marks), sum(marks) / len(marks)))
ranking = {s.name: place for place, s in enumerate(sorted(students), 1)}
print(ranking, sorted(ranking, key=ranking.get, reverse=True), {s.name[0]: s.average() for s in students if s.average() >= 4})
