# mistune: Markdown of all kinds.
import mistune
from mistune.plugins.footnotes import footnotes
from mistune.plugins.formatting import strikethrough
from mistune.plugins.table import table
from mistune.plugins.task_lists import task_lists

text = """# Title

A *paragraph* with **bold**, `code` and a [link](http://example.com "t").

- one
- two
  - nested

1. first
2. second

> quoted
> text

```python
print("hi")
```

![image](x.png)

***
"""
print(mistune.html(text))
markdown = mistune.create_markdown(plugins=[strikethrough, table, footnotes, task_lists])
print(markdown("~~gone~~\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\nnote[^1]\n\n[^1]: here\n"))
