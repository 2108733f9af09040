# Guess the number: input() works in the page too.
import random


def ask(low, high):
    while True:
        text = input(f"Your guess ({low} to {high}): ")
        try:
            guess = int(text)
        except ValueError:
            print("That is not a number:", repr(text))
            continue
        if low <= guess <= high:
            return guess
        print("Out of range.")


secret = random.randint(1, 100)
tries = 0
low, high = 1, 100
while True:
    guess = ask(low, high)
    tries += 1
    if guess == secret:
        break
    if guess < secret:
        print("Higher.")
        low = guess + 1
    else:
        print("Lower.")
        high = guess - 1
print(f"Yes, {secret}! You took {tries} {'try' if tries == 1 else 'tries'}.")
