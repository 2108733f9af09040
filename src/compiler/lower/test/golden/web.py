from krait.web import document, window


def attributes(node, size):
    node.textContent = None
    node.title = "a" + node.title
    if node.parentElement:
        node.parentElement.tabIndex = size
    return node.offsetLeft


def calls(node):
    found = node.querySelector("#id")
    node.append(found, 1, 2.5, True, [])
    return found.getAttribute("x")


def items():
    total = 0
    for link in document.links:
        total += len(link.href if hasattr(link, "href") else "")
    window.scrollTo(0, total)
    return document.forms[0]


attributes(document.createElement("div"), 5)
calls(document.createElement("p"))
items()
