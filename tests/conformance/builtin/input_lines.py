name = input("Name? ")
age = int(input())
print("Hello", name, age + 1)
total = 0
count = 0
while True:
    try:
        line = input("> ")
    except EOFError as e:
        print("eof:", e)
        break
    if not line:
        print("empty")
        continue
    total += float(line)
    count += 1
print(total, count, total / count)
