"""Aircraft on crossing courses: a red-black tree of positions, a grid of voxels, close pairs of motions."""
import math
import sys
import time

MIN_X = 0.0
MIN_Y = 0.0
VOXEL = 2.0
RADIUS = 1.0


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def plus(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def minus(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def times(self, amount):
        return Vector(self.x * amount, self.y * amount, self.z * amount)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self):
        return math.sqrt(self.dot(self))


class Entry:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.left = None
        self.right = None
        self.parent = None
        self.is_red = True


class Tree:
    """A red-black tree: call signs to positions."""

    def __init__(self):
        self.root = None

    def get(self, key):
        entry = self.root
        while entry is not None:
            if key == entry.key:
                return entry.value
            entry = entry.left if key < entry.key else entry.right
        return None

    def put(self, key, value):
        parent = None
        entry = self.root
        while entry is not None:
            parent = entry
            if key == entry.key:
                entry.value = value
                return
            entry = entry.left if key < entry.key else entry.right
        added = Entry(key, value)
        added.parent = parent
        if parent is None:
            self.root = added
        elif key < parent.key:
            parent.left = added
        else:
            parent.right = added
        self.balance(added)

    def balance(self, entry):
        while entry is not self.root and entry.parent.is_red:
            parent = entry.parent
            grand = parent.parent
            if parent is grand.left:
                uncle = grand.right
                if uncle is not None and uncle.is_red:
                    parent.is_red = uncle.is_red = False
                    grand.is_red = True
                    entry = grand
                    continue
                if entry is parent.right:
                    entry = parent
                    self.rotate_left(entry)
                entry.parent.is_red = False
                grand.is_red = True
                self.rotate_right(grand)
            else:
                uncle = grand.left
                if uncle is not None and uncle.is_red:
                    parent.is_red = uncle.is_red = False
                    grand.is_red = True
                    entry = grand
                    continue
                if entry is parent.left:
                    entry = parent
                    self.rotate_right(entry)
                entry.parent.is_red = False
                grand.is_red = True
                self.rotate_left(grand)
        self.root.is_red = False

    def rotate_left(self, x):
        y = x.right
        x.right = y.left
        if y.left is not None:
            y.left.parent = x
        self.replace(x, y)
        y.left = x
        x.parent = y

    def rotate_right(self, x):
        y = x.left
        x.left = y.right
        if y.right is not None:
            y.right.parent = x
        self.replace(x, y)
        y.right = x
        x.parent = y

    def replace(self, x, y):
        y.parent = x.parent
        if x.parent is None:
            self.root = y
        elif x is x.parent.left:
            x.parent.left = y
        else:
            x.parent.right = y


class Motion:
    def __init__(self, sign, start, end):
        self.sign = sign
        self.start = start
        self.end = end

    def meets(self, other):
        """Where the two are closest in this frame, if they come within RADIUS."""
        from_start = self.start.minus(other.start)
        speed = self.end.minus(self.start).minus(other.end.minus(other.start))
        a = speed.dot(speed)
        if a < 1e-12:
            return self.start if from_start.length() <= RADIUS else None
        when = min(1.0, max(0.0, -from_start.dot(speed) / a))
        if from_start.plus(speed.times(when)).length() > RADIUS:
            return None
        return self.start.plus(self.end.minus(self.start).times(when))


def aircraft(n, time_at):
    frame = []
    for i in range(0, n, 2):
        x = 10.0 + i * 0.9
        frame.append((i, Vector(x, 500.0 + math.cos(time_at) * 200.0, 10.0)))
        frame.append((i + 1, Vector(x, 500.0 + math.sin(time_at) * 200.0, 10.0)))
    return frame


class Detector:
    def __init__(self):
        self.positions = Tree()

    def frame(self, planes):
        motions = []
        for sign, position in planes:
            old = self.positions.get(sign)
            self.positions.put(sign, position)
            motions.append(Motion(sign, position if old is None else old, position))
        found = 0
        checksum = 0.0
        for group in self.voxels(motions):
            for i in range(len(group) - 1):
                one = group[i]
                for j in range(i + 1, len(group)):
                    place = one.meets(group[j])
                    if place is not None:
                        found += 1
                        checksum += place.x + place.y
        return found, checksum

    def voxels(self, motions):
        grid = {}
        for motion in motions:
            low_x = int((min(motion.start.x, motion.end.x) - RADIUS - MIN_X) // VOXEL)
            high_x = int((max(motion.start.x, motion.end.x) + RADIUS - MIN_X) // VOXEL)
            low_y = int((min(motion.start.y, motion.end.y) - RADIUS - MIN_Y) // VOXEL)
            high_y = int((max(motion.start.y, motion.end.y) + RADIUS - MIN_Y) // VOXEL)
            for x in range(low_x, high_x + 1):
                for y in range(low_y, high_y + 1):
                    key = x * 4096 + y
                    if key in grid:
                        grid[key].append(motion)
                    else:
                        grid[key] = [motion]
        return [group for group in grid.values() if len(group) > 1]


def prepare(n):
    return n


def run(n):
    detector = Detector()
    found = 0
    checksum = 0.0
    for frame in range(20):
        count, part = detector.frame(aircraft(n, frame / 10))
        found += count
        checksum += part
    return "%d %.3f" % (found, checksum)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
