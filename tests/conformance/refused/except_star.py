# refused: except*, line 4
try:
    print("body")
except* ValueError:
    print("group")
