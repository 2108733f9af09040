xs = [0, 5, -5, 1234567, -1234567, 10**25, 255, True]
specs = ["", "d", "5d", "<5", ">9", "^9", "=9", "09", "+", " ", "-", ",", "_", "x", "X", "#x", "#X", "b", "#b", "o", "#o", "n", "e", "f",
         ".2f", "%", "g", "*>+12,", "#_x", "_b", "+09,", "12_d", "<12d"]
for spec in specs:
    print(spec, [("{:" + spec + "}").format(x) for x in xs])
print("{:c}{:c}".format(97, 0x65E5), "{:5c}|".format(97))
for spec in (".2", ".2d", "s", ",x", "5s", ",,", "z"):
    try:
        print(("{:" + spec + "}").format(5))
    except ValueError as e:
        print(spec, e)
