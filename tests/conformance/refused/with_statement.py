# refused: with, line 13
class Guard:
    def close(self):
        return None


def use(guard):
    return guard


guard = Guard()
print("start")
with use(guard):
    print("inside")
