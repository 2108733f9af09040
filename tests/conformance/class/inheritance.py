class Animal:
    sound = "..."
    legs = 4

    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} says {self.sound}"

    def describe(self):
        return self.speak() + f" on {self.legs} legs"


class Dog(Animal):
    sound = "Woof"

    def fetch(self):
        return self.name + " fetches"


class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def speak(self):
        return super().speak().lower() + "!"


class Bird(Animal):
    legs = 2

    def __init__(self):
        Animal.__init__(self, "Bird")

    def speak(self):
        return "Tweet"


for a in [Animal("Thing"), Dog("Rex"), Puppy("Bit", 1), Bird()]:
    print(a.describe(), isinstance(a, Animal), isinstance(a, Dog), isinstance(a, (Bird, Puppy)))
print(Puppy("P", 2).fetch(), Puppy("Q", 3).age)
Animal.legs = 3
print(Dog("D").describe(), Bird().describe())
try:
    Bird().fetch()
except AttributeError as e:
    print(e)


class Defaults(Animal):
    pass


print(Defaults("d").speak(), Defaults.sound)
try:
    Defaults()
except TypeError as e:
    print(e)
