def risky(n):
    return 10 // n


def caught(n):
    try:
        return risky(n)
    except ZeroDivisionError as error:
        print(error)
    finally:
        print("done")
    return 0


def nested(items):
    for item in items:
        try:
            if item == 3:
                break
            if item == 2:
                raise ValueError("two")
        except (TypeError, ValueError):
            continue
        else:
            print(item)


print(caught(0))
nested([1, 2, 3])
