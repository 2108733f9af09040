from broken import name

thing = 2
