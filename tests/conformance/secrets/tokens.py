import secrets

print(len(secrets.token_bytes()), len(secrets.token_bytes(5)), len(secrets.token_hex(8)), len(secrets.token_urlsafe(16)))
print(secrets.token_hex(8) != secrets.token_hex(8), set(secrets.token_hex()) <= set("0123456789abcdef"))
print(all(0 <= secrets.randbelow(10) < 10 for _ in range(200)), {secrets.randbelow(3) for _ in range(200)})
print(secrets.choice([7]), {secrets.choice("ab") for _ in range(100)} == {"a", "b"})
print(all(secrets.randbits(5) < 32 for _ in range(100)), secrets.randbits(0))
print(secrets.compare_digest("abc", "abc"), secrets.compare_digest(b"a", b"b"))
try:
    secrets.randbelow(0)
except ValueError as e:
    print(e)
source = secrets.SystemRandom()
cards = list(range(20))
source.shuffle(cards)
print(sorted(cards) == list(range(20)), len(set(source.sample(range(100), 10))), 0 <= source.random() < 1)
print(all(3 <= source.randint(3, 5) <= 5 for _ in range(50)), all(source.randrange(0, 10, 5) in (0, 5) for _ in range(50)))
print(1 <= source.uniform(1, 2) <= 2, len(source.choices("abc", k=4)), source.getrandbits(8) < 256)
try:
    source.getstate()
except NotImplementedError as e:
    print(e)
