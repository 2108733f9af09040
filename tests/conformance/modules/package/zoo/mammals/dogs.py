print("load", __name__)
from ..base import Animal as Base


class Dog(Base):
    kind = "dog"

    def speak(self):
        return "woof " + Base.speak(self)
