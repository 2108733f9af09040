# refused: __del__, line 3
class Noisy:
    def __del__(self):
        print("bye")


Noisy()
