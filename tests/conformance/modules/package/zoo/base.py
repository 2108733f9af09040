print("load", __name__)


class Animal:
    def speak(self):
        return "as animals do"
