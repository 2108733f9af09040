# Markdown: with and without extensions.
import markdown

print(markdown.markdown("# Title\n\nSome *text* with `code`.\n\n* a\n* b\n\n> quote\n\n    block\n"))
print(markdown.markdown("a | b\n--|--\n1 | 2\n\n[TOC]\n\n## Part\n", extensions=["tables", "toc", "fenced_code"]))
md = markdown.Markdown(extensions=["meta", "footnotes"])
print(md.convert("title: X\n\nText[^1]\n\n[^1]: note\n"), md.Meta)
