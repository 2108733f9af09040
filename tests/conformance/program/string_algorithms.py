def kmp(text, pattern):
    fail = [0] * len(pattern)
    k = 0
    for i in range(1, len(pattern)):
        while k and pattern[i] != pattern[k]:
            k = fail[k - 1]
        if pattern[i] == pattern[k]:
            k += 1
        fail[i] = k
    found = []
    k = 0
    for i, c in enumerate(text):
        while k and c != pattern[k]:
            k = fail[k - 1]
        if c == pattern[k]:
            k += 1
        if k == len(pattern):
            found.append(i - k + 1)
            k = fail[k - 1]
    return found


def levenshtein(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        diagonal, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            diagonal, row[j + 1] = row[j + 1], min(diagonal + (x != y), row[j] + 1, row[j + 1] + 1)
    return row[-1]


def longest_palindrome(s):
    best = ""
    for center in range(len(s)):
        for lo, hi in ((center, center), (center, center + 1)):
            while lo >= 0 and hi < len(s) and s[lo] == s[hi]:
                lo -= 1
                hi += 1
            if hi - lo - 1 > len(best):
                best = s[lo + 1 : hi]
    return best


def suffixes(s):
    return sorted(range(len(s)), key=lambda i: s[i:])


def caesar(s, k):
    return "".join([chr((ord(c) - 97 + k) % 26 + 97) if c.islower() and c.isascii() else c for c in s])


def vigenere(s, key):
    out = []
    i = 0
    for c in s:
        if c.isupper():
            out.append(chr((ord(c) + ord(key[i % len(key)]) - 130) % 26 + 65))
            i += 1
        else:
            out.append(c)
    return "".join(out)


def anagrams(words):
    groups = {}
    for w in words:
        groups.setdefault("".join(sorted(w)), []).append(w)
    return [g for g in groups.values() if len(g) > 1]


def wildcard(text, pattern):
    if not pattern:
        return not text
    if pattern[0] == "*":
        return wildcard(text, pattern[1:]) or bool(text) and wildcard(text[1:], pattern)
    return bool(text) and pattern[0] in ("?", text[0]) and wildcard(text[1:], pattern[1:])


def rolling_hash(s, k):
    mod = 2**61 - 1
    h = 0
    top = pow(257, k - 1, mod)
    out = []
    for i, c in enumerate(s):
        if i >= k:
            h = (h - ord(s[i - k]) * top) % mod
        h = (h * 257 + ord(c)) % mod
        if i >= k - 1:
            out.append(h)
    return out


print(kmp("abababcabab", "abab"), kmp("aaaa", "aa"), kmp("abc", "x"), kmp("日本日本日", "日本日"))
print(levenshtein("kitten", "sitting"), levenshtein("", "abc"), levenshtein("naïve", "naive"), levenshtein([1, 2, 3], [1, 3]))
print(longest_palindrome("forgeeksskeegfor"), longest_palindrome("a"), longest_palindrome(""), longest_palindrome("日本本日x"))
print(suffixes("banana"), caesar("hello, world é", 3), caesar(caesar("abc xyz", 7), -7), vigenere("ATTACK AT DAWN", "LEMON"))
print(anagrams("listen silent enlist google elgoog abc".split()), [wildcard("readme.txt", p) for p in ("*.txt", "r*?.t*", "*.py", "*", "", "readme.???")])
hashes = rolling_hash("abcabcabc", 3)
print(hashes, len(set(hashes)), hashes[0] == hashes[3])
