print("plain runs")
label = "plain"


def shout(text):
    return text.upper()
