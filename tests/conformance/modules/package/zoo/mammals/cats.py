print("load", __name__)
from .. import base
from .dogs import Dog


class Cat(base.Animal):
    enemy = Dog

    def speak(self):
        return "meow at " + self.enemy.kind + " " + super().speak()
