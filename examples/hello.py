# Python, compiled in this page. Change something and press Run.
name = "world"
print(f"Hello, {name}!")

for n in range(1, 16):
    if n % 15 == 0:
        print("FizzBuzz")
    elif n % 5 == 0:
        print("Buzz")
    elif n % 3 == 0:
        print("Fizz")
    else:
        print(n)

# Integers never overflow.
print(2**200)
