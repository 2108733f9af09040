# A to-do list: elements, events and the browser's storage, all from Python.
import json
from krait.web import document, localStorage

KEY = "krait-todo"


class Todo:
    def __init__(self, text, is_done):
        self.text = text
        self.is_done = is_done


def load():
    saved = localStorage.getItem(KEY)
    if saved is None:
        return [Todo("Write Python", True), Todo("Run it in the page", False)]
    return [Todo(text, is_done) for text, is_done in json.loads(saved)]


def save():
    localStorage.setItem(KEY, json.dumps([[todo.text, todo.is_done] for todo in todos]))


def row(todo):
    item = document.createElement("li")
    box = document.createElement("input")
    box.type = "checkbox"
    box.checked = todo.is_done
    label = document.createElement("span")
    label.textContent = " " + todo.text + " "
    if todo.is_done:
        label.style.textDecoration = "line-through"
    remove = document.createElement("button")
    remove.textContent = "×"

    def toggle(event):
        todo.is_done = box.checked
        changed()

    def drop(event):
        todos.remove(todo)
        changed()

    box.addEventListener("change", toggle)
    remove.addEventListener("click", drop)
    item.append(box, label, remove)
    return item


def changed():
    rows.replaceChildren()
    for todo in todos:
        rows.append(row(todo))
    left = len([todo for todo in todos if not todo.is_done])
    count.textContent = f"{left} of {len(todos)} to do"
    save()


def add(event):
    event.preventDefault()
    text = field.value.strip()
    if text:
        todos.append(Todo(text, False))
        field.value = ""
        changed()


todos = load()
form = document.createElement("form")
field = document.createElement("input")
field.placeholder = "What next?"
button = document.createElement("button")
button.textContent = "Add"
rows = document.createElement("ul")
count = document.createElement("p")
form.append(field, button)
page = document.querySelector("body")
page.append(form, rows, count)
form.addEventListener("submit", add)
changed()
