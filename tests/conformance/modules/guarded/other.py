print("other runs")
label = "other"


def shout(text):
    return text + "!"
