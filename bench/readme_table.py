#!/usr/bin/env python3
"""Writes the measured ratios of build/bench/results.json and web.json into the marked tables of README.md.

    bench/readme_table.py [--check]      --check only says whether the tables are there

A file that is missing leaves its table as it is.
"""

import json
import os
import sys

sys.dont_write_bytecode = True
from harness import busy

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
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
    lines.append(f"{machine['cpu']}, {machine['cores']} cores; `{results['command']}`.{busy(machine)}")
    page = results.get("page")
    if page:
        lines += ["", "| page | measured |", "| --- | ---: |"]
        lines += [f"| {name} | {value} |" for name, value in page.items()]
    return "\n".join(lines)


def web_table(results):
    ratios = results["ratios"]
    lines = ["| program | " + " | ".join(ratio["title"] for ratio in ratios.values()) + " |"]
    lines.append("| --- |" + " ---: |" * len(ratios))
    for program in results["programs"]:
        cells = [cell(ratio["programs"].get(program)) for ratio in ratios.values()]
        lines.append(f"| {program.replace('_', ' ')} | " + " | ".join(cells) + " |")
    means = [f"**{cell(ratio['geomean'])}**" for ratio in ratios.values()]
    lines.append("| **geometric mean** | " + " | ".join(means) + " |")
    faster = [f"{ratio['faster']} of {ratio['of']}" for ratio in ratios.values()]
    lines.append("| above 1x | " + " | ".join(faster) + " |")
    machine = results["machine"]
    lines.append("")
    lines.append("The peer's time (or own memory) over Krait's: above 1x Krait is better. The peer is the JavaScript twin in the")
    lines.append("same engine where the title names an engine.")
    lines.append(f"{machine['cpu']}, {machine['cores']} cores; `{results['command']}`.{busy(machine)}")
    for name, why in results["missing"].items():
        lines.append(f"Missing: {name}: {why}.")
    return "\n".join(lines)


BLOCKS = [("bench", "results.json", table), ("bench-web", "web.json", web_table)]


def main():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        text = file.read()
    for name, measured, block in BLOCKS:
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        if begin not in text or end not in text:
            print(f"README.md has no {begin} … {end}")
            return 1
        path = os.path.join(ROOT, "build", "bench", measured)
        if "--check" in sys.argv or not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as file:
            results = json.load(file)
        page_path = os.path.join(ROOT, "build", "bench", "page.json")
        if name == "bench" and os.path.exists(page_path):
            with open(page_path, encoding="utf-8") as file:
                results["page"] = json.load(file)["table"]
        head, _, rest = text.partition(begin)
        text = f"{head}{begin}\n{block(results)}\n{end}{rest.partition(end)[2]}"
    with open(os.path.join(ROOT, "README.md"), "w", encoding="utf-8") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
