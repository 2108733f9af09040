#!/usr/bin/env python3
"""Writes the measured ratios of build/bench/results.json into the marked table of README.md.

    bench/readme_table.py [--check]      --check only says whether the table is there
"""

import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BEGIN = "<!-- bench:begin -->"
END = "<!-- bench:end -->"
COLUMNS = [
    ("native / CPython", "native over CPython"),
    ("native / PyPy", "native over PyPy"),
    ("wasm / JS, node", "wasm over JS, node, steady"),
    ("cold", "wasm over JS, node, cold"),
    ("wasm / JS, Chromium", "wasm over JS, Chromium, steady"),
    ("cold", "wasm over JS, Chromium, cold"),
    ("wasm / Pyodide", "wasm over Pyodide, node"),
]


def cell(value):
    return "-" if value is None else f"{value:.2f}x" if value < 10 else f"{value:.0f}x"


def table(results):
    ratios = results["ratios"]
    columns = [(title, ratios[key]) for title, key in COLUMNS if key in ratios]
    lines = ["| program | " + " | ".join(title for title, _ in columns) + " |"]
    lines.append("| --- |" + " ---: |" * len(columns))
    for program in results["programs"]:
        cells = [cell(ratio["programs"].get(program)) for _, ratio in columns]
        lines.append(f"| {program.replace('_', ' ')} | " + " | ".join(cells) + " |")
    means = [f"**{cell(ratio['geomean'])}**" for _, ratio in columns]
    lines.append("| **geometric mean** | " + " | ".join(means) + " |")
    lines.append("")
    machine = results["machine"]
    lines.append("The peer's time over Krait's, on the same work: above 1x Krait is faster.")
    lines.append(f"{machine['cpu']}, {machine['cores']} cores; `{results['command']}`.")
    page = results.get("page")
    if page:
        lines += ["", "| page | measured |", "| --- | ---: |"]
        lines += [f"| {name} | {value} |" for name, value in page.items()]
    return "\n".join(lines)


def main():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        text = file.read()
    if BEGIN not in text or END not in text:
        print(f"README.md has no {BEGIN} … {END}")
        return 1
    if "--check" in sys.argv:
        return 0
    with open(os.path.join(ROOT, "build", "bench", "results.json"), encoding="utf-8") as file:
        results = json.load(file)
    page_path = os.path.join(ROOT, "build", "bench", "page.json")
    if os.path.exists(page_path):
        with open(page_path, encoding="utf-8") as file:
            results["page"] = json.load(file)["table"]
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    with open(os.path.join(ROOT, "README.md"), "w", encoding="utf-8") as file:
        file.write(f"{head}{BEGIN}\n{table(results)}\n{END}{tail}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
