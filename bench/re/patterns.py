"""Ten patterns over 1 MB of text: prints `name milliseconds count` for each, the best of some rounds."""
import random
import re
import sys
import time

WORDS = ('the and that with from lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt '
         'labore dolore magna aliqua running king thing being Error error Alice Bob London queue').split()
PATTERNS = [
    ('words', r'\w+'),
    ('numbers', r'\d+'),
    ('suffix', r'[a-z]+ing\b'),
    ('address', r'(\w+)@(\w+)\.com'),
    ('keywords', r'\b(?:the|and|that|with|from)\b'),
    ('quoted', r'"[^"]*"'),
    ('date', r'(\d{4})-(\d\d)-(\d\d)'),
    ('literal', r'(?i)lorem'),
    ('line', r'.*error.*'),
    ('phrase', r'(?:[a-z]+\s+){2}[A-Z]\w+'),
]


def make_text(size):
    random.seed(5)
    pieces = []
    total = 0
    while total < size:
        chance = random.random()
        if chance < 0.80:
            piece = random.choice(WORDS)
        elif chance < 0.84:
            piece = '%d' % random.randint(0, 99999)
        elif chance < 0.86:
            piece = '%04d-%02d-%02d' % (random.randint(1990, 2030), random.randint(1, 12), random.randint(1, 28))
        elif chance < 0.88:
            piece = '%s@%s.com' % (random.choice(WORDS), random.choice(WORDS))
        elif chance < 0.90:
            piece = '"%s %s"' % (random.choice(WORDS), random.choice(WORDS))
        else:
            piece = random.choice(WORDS).capitalize() + random.choice('.,!?')
        total += len(piece) + 1
        pieces.append(piece)
        pieces.append('\n' if random.random() < 0.09 else ' ')
    return ''.join(pieces)[:size]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    text = make_text(1000000)
    for name, pattern in PATTERNS:
        compiled = re.compile(pattern)
        best = 1e9
        count = 0
        for _ in range(rounds):
            start = time.process_time()
            count = len(compiled.findall(text))
            spent = time.process_time() - start
            best = min(best, spent)
        print(name, '%.3f' % (best * 1000), count)


main()
