for spec in ["", "s", "5", "<8", ">8", "^8", "*^8", ".2", "8.2", ">8.2", "é^7", "08", "<08"]:
    print([("{:" + spec + "}").format(x) for x in ("", "a", "abc", "日本語", "longer text")])
for spec in ["d", "=5", "+", ",", "x", ".2f", "#"]:
    try:
        print(("{:" + spec + "}").format("a"))
    except ValueError as e:
        print(spec, e)
