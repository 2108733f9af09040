def run(parts):
    for part in parts:
        print(step(part))


def step(part):
    return part.ratio(10)
