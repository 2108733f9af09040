if a:
	b
        c
  d

# c
\

