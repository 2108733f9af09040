# Items of bytearrays: reading, storing, errors, iteration while it grows.
def attempt(what):
    try:
        print(what())
    except (IndexError, ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)


data = bytearray(b"krait")
for i in range(-7, 8):
    attempt(lambda: data[i])


def store(index, value):
    data[index] = value
    return bytes(data)


for index, value in ((0, 65), (-1, 66), (5, 1), (-6, 1), (1, 256), (1, -1), (1, 10**30), (1, 0), (2, 255), (3, True)):
    attempt(lambda: store(index, value))


def bad(value):
    data[9] = value


attempt(lambda: bad(300))


def fill(n):
    pixels = bytearray(n * 4)
    at = 0
    for i in range(n):
        pixels[at] = i * 5 & 255
        pixels[at + 1] = i >> 2
        pixels[at + 2] = 255 - i % 256
        pixels[at + 3] += 7
        at += 4
    return pixels


total = 0
for byte in fill(300):
    total = (total * 31 + byte) % 1000003
print(total, len(fill(3)), sum(fill(20)))

grown = bytearray(b"ab")
seen = []
for byte in grown:
    seen.append(byte)
    if len(grown) < 6:
        grown.append(byte + 1)
print(seen, grown)
shrunk = bytearray(b"abcdef")
for byte in shrunk:
    seen.append(byte)
    shrunk.pop()
print(seen, shrunk)
print([b for b in b"xyz"], list(enumerate(bytearray(b"hi"))), list(zip(b"ab", bytearray(b"cd"))))


def lengths(array):
    out = []
    while len(array) > 2:
        out.append((len(array), array[len(array) - 1], array[-1]))
        del array[-1]
    return out


print(lengths(bytearray(b"hello")))
text = bytearray(b"x" * 10)
for i in range(len(text)):
    text[i] = ord("a") + i
    text[-1 - i] ^= 1
print(text)
