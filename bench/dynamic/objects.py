"""Attribute-heavy objects: particles in a box."""
import sys


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def plus(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def times(self, factor):
        return Vector(self.x * factor, self.y * factor)


class Particle:
    def __init__(self, place, speed):
        self.place = place
        self.speed = speed
        self.bounces = 0

    def step(self, time):
        self.place = self.place.plus(self.speed.times(time))
        if self.place.x < 0 or self.place.x > 100:
            self.speed = Vector(-self.speed.x, self.speed.y)
            self.bounces += 1
        if self.place.y < 0 or self.place.y > 100:
            self.speed = Vector(self.speed.x, -self.speed.y)
            self.bounces += 1


def run(size):
    particles = [Particle(Vector(i % 100, i * 7 % 100), Vector(i % 5 - 2, i % 3 - 1)) for i in range(100)]
    for _ in range(size):
        for particle in particles:
            particle.step(1)
    return sum(particle.bounces for particle in particles)


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
