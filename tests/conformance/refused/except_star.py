# refused: except*, line 2
try:
    print("body")
except* ValueError:
    print("group")
