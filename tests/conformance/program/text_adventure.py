ROOMS = {
    "hall": {"text": "A long hall.", "exits": {"north": "library", "east": "kitchen"}, "items": ["lamp"]},
    "library": {"text": "Dusty books.", "exits": {"south": "hall"}, "items": ["book", "key"]},
    "kitchen": {"text": "It smells of soup.", "exits": {"west": "hall", "down": "cellar"}, "items": []},
    "cellar": {"text": "Dark and cold.", "exits": {"up": "kitchen"}, "items": ["treasure"], "locked": True},
}


class Game:
    def __init__(self, rooms):
        self.rooms = rooms
        self.here = "hall"
        self.bag = []
        self.moves = 0
        self.over = False

    def look(self):
        room = self.rooms[self.here]
        lines = [room["text"]]
        if room["items"]:
            lines.append("You see: " + ", ".join(sorted(room["items"])))
        lines.append("Exits: " + ", ".join(sorted(room["exits"])))
        return " ".join(lines)

    def go(self, way):
        exits = self.rooms[self.here]["exits"]
        if way not in exits:
            return "No way " + way + "."
        target = exits[way]
        if self.rooms[target].get("locked") and "key" not in self.bag:
            return "The door is locked."
        self.here = target
        self.moves += 1
        return self.look()

    def take(self, item):
        items = self.rooms[self.here]["items"]
        try:
            items.remove(item)
        except ValueError:
            return f"There is no {item}."
        self.bag.append(item)
        if item == "treasure":
            self.over = True
            return f"You win after {self.moves} moves!"
        return f"Taken: {item}."

    def do(self, line):
        verb, _, rest = line.partition(" ")
        if verb == "go":
            return self.go(rest)
        if verb == "take":
            return self.take(rest)
        if verb == "bag":
            return "You carry " + (", ".join(self.bag) or "nothing") + "."
        if verb == "look":
            return self.look()
        return "What?"


game = Game(ROOMS)
for command in "look|bag|go up|go east|go down|go west|take sword|go north|take key|take book|bag|go south|dance|go east|go down|take treasure".split("|"):
    print(">", command)
    print(game.do(command))
    if game.over:
        break
