from titlecase import titlecase
for t in ("a thing", "the quick brown fox of the world", "q&a with steve jobs: 'that's what happens'", "AT&T and you", "word/word and more"): print(titlecase(t))
