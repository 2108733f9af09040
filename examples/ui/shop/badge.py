# badge.py
from jxl import view, atom, VStack, HStack, Text, Button

@view
def Tally(label: str, step: int = 1):
    count = atom(0)

    def add() -> None:
        count.value += step

    with VStack(spacing=8).padding(12):
        Text(f"{label}: {count.value}").font("headline")
        with HStack(spacing=8):
            Button("Add", on_click=add)
            if count.value > 0:
                Button("Reset", on_click=lambda: count.set(0))
        for i in range(count.value):
            Text(f"row {i}").key(i)
