import random


class Thing:
    glyph = "?"

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def act(self, world):
        pass


class Gold(Thing):
    glyph = "$"

    def __init__(self, x, y, amount):
        super().__init__(x, y)
        self.amount = amount


class Actor(Thing):
    health = 10
    strength = 3

    def alive(self):
        return self.health > 0

    def hit(self, other, rng):
        damage = rng.randint(1, self.strength)
        other.health -= damage
        return f"{self.glyph} hits {other.glyph} for {damage}"

    def move(self, dx, dy, world):
        target = world.at(self.x + dx, self.y + dy, Actor)
        if target is not None and target is not self:
            world.log.append(self.hit(target, world.rng))
        elif world.free(self.x + dx, self.y + dy):
            self.x += dx
            self.y += dy


class Player(Actor):
    glyph = "@"
    health = 25
    gold = 0

    def act(self, world):
        goals = [t for t in world.things if isinstance(t, Gold)] or [t for t in world.things if isinstance(t, Monster)]
        if goals:
            goal = min(goals, key=lambda t: (abs(t.x - self.x) + abs(t.y - self.y), t.x, t.y))
            dx = (goal.x > self.x) - (goal.x < self.x)
            dy = (goal.y > self.y) - (goal.y < self.y)
            self.move(dx, 0 if dx else dy, world)
            found = world.at(self.x, self.y, Gold)
            if found is not None:
                self.gold += found.amount
                world.things.remove(found)


class Monster(Actor):
    glyph = "m"

    def act(self, world):
        dx, dy = world.rng.choice([(0, 1), (1, 0), (0, -1), (-1, 0)])
        self.move(dx, dy, world)


class Troll(Monster):
    glyph = "T"
    health = 15
    strength = 6

    def act(self, world):
        super().act(world)
        if world.turn % 2:
            super().act(world)


class World:
    def __init__(self, width, height, seed):
        self.rng = random.Random(seed)
        self.width = width
        self.height = height
        self.things = []
        self.log = []
        self.turn = 0

    def at(self, x, y, kind):
        for t in self.things:
            if t.x == x and t.y == y and isinstance(t, kind):
                return t
        return None

    def free(self, x, y):
        return 0 <= x < self.width and 0 <= y < self.height

    def step(self):
        self.turn += 1
        for t in self.things[:]:
            if t in self.things:
                t.act(self)
        self.things = [t for t in self.things if not isinstance(t, Actor) or t.alive()]

    def __str__(self):
        rows = []
        for y in range(self.height):
            row = ""
            for x in range(self.width):
                here = self.at(x, y, Actor) or self.at(x, y, Thing)
                row += here.glyph if here else "."
            rows.append(row)
        return "\n".join(rows)


world = World(12, 5, 11)
player = Player(1, 1)
world.things = [player, Monster(4, 1), Troll(9, 3), Gold(10, 0, 5), Gold(3, 4, 7), Monster(8, 2)]
for turn in range(60):
    if turn % 15 == 0:
        print(world)
        print()
    world.step()
    if not player.alive() or len(world.things) == 1:
        break
print(world)
print(world.turn, player.health, player.gold, Player.gold, [t.glyph for t in world.things], len(world.log))
print("\n".join(world.log[:12]))
