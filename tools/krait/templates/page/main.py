"""{{name}}: a page whose program is Python, compiled. The rules are in logic.py."""
from krait.web import document

import logic


def element(tag: str, text: str):
    made = document.createElement(tag)
    made.textContent = text
    document.body.append(made)
    return made


count = 0
element("h1", "{{name}}")
shown = element("p", logic.label(count))


def click(event) -> None:
    global count
    count += 1
    shown.textContent = logic.label(count)


element("button", "+").addEventListener("click", click)
