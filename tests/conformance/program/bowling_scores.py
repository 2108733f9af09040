def score(rolls):
    total = 0
    frames = []
    i = 0
    for frame in range(10):
        if i >= len(rolls):
            raise ValueError("game too short")
        if rolls[i] == 10:
            points = 10 + sum(rolls[i + 1 : i + 3])
            i += 1
        elif sum(rolls[i : i + 2]) == 10:
            points = 10 + rolls[i + 2]
            i += 2
        else:
            points = rolls[i] + rolls[i + 1]
            if points > 10:
                raise ValueError(f"frame {frame + 1}: {rolls[i]} and {rolls[i + 1]}")
            i += 2
        total += points
        frames.append(total)
    return frames


def parse(text):
    rolls = []
    for c in text.replace(" ", ""):
        if c == "X":
            rolls.append(10)
        elif c == "/":
            rolls.append(10 - rolls[-1])
        elif c == "-":
            rolls.append(0)
        else:
            rolls.append(int(c))
    return rolls


for text in ["X X X X X X X X X X XX", "9- 9- 9- 9- 9- 9- 9- 9- 9- 9-", "5/ 5/ 5/ 5/ 5/ 5/ 5/ 5/ 5/ 5/5", "X 7/ 9- X -8 8/ -6 X X X81", "12 34", "99 11", "X a"]:
    try:
        frames = score(parse(text))
        print(text, frames, "%d points, %.1f a frame" % (frames[-1], frames[-1] / 10))
    except (ValueError, IndexError) as e:
        print(text, repr(e))
