import a
import b

print(a.value, b.value, a.from_b(), b.from_a())
