print("load", __name__)
from .base import Animal


class Bird(Animal):
    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.name + " tweets, " + super().speak()
