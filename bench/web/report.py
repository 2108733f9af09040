"""build/bench/web.html: one plot per ratio, tables of times, sizes and memory. No file from elsewhere."""

from harness import busy
from html import escape
from math import log2

BAR = 16
GAP = 6
LEFT = 130
WIDTH = 760
OCTAVES = 6  # a plot shows 1/4 to 16 unless values need more

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
h2 { margin: 2.2rem 0 .4rem; font-size: 1.1rem } table { border-collapse: collapse; font-size: 13px }
td, th { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #ddd } td:first-child { text-align: left }
svg text { font: 12px system-ui, sans-serif; fill: #222 } .win { fill: #2f7d4f } .loss { fill: #b4472f } .axis { stroke: #999 }
@media (prefers-color-scheme: dark) { body { background: #181a1b; color: #ddd } svg text { fill: #ddd } td, th { border-color: #444 } }
"""


def plot(ratio):
    """Bars on a logarithmic axis; 1 is the line between slower and faster."""
    values = ratio["programs"] | {"geometric mean": ratio["geomean"]}
    low = min(-2, min(log2(v) for v in values.values()))
    high = max(OCTAVES - 2, max(log2(v) for v in values.values()))
    scale = (WIDTH - LEFT - 60) / (high - low)
    place = lambda value: LEFT + (log2(value) - low) * scale
    height = len(values) * (BAR + GAP) + 24
    parts = [f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img" aria-label="{escape(ratio["title"])}">']
    for power in range(int(low), int(high) + 1):
        x = place(2.0**power)
        label = f"{2 ** power}x" if power >= 0 else f"1/{2 ** -power}x"
        width = 2 if power == 0 else 0.5
        parts.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="16" y2="{height}" stroke-width="{width}"/>')
        parts.append(f'<text x="{x:.1f}" y="12" text-anchor="middle">{label}</text>')
    for row, (name, value) in enumerate(values.items()):
        y = 22 + row * (BAR + GAP)
        left, right = sorted((place(1.0), place(value)))
        kind = "win" if value > 1 else "loss"
        parts.append(f'<text x="0" y="{y + 12}">{escape(name.replace("_", " "))}</text>')
        parts.append(f'<rect class="{kind}" x="{left:.1f}" y="{y}" width="{right - left:.1f}" height="{BAR}"/>')
        parts.append(f'<text x="{right + 5:.1f}" y="{y + 12}">{value:.2f}</text>')
    return "".join(parts) + "</svg>"


def times(table):
    columns = sorted({name for row in table["programs"].values() for name in row})
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    rows = []
    for program, row in table["programs"].items():
        cells = []
        for name in columns:
            cell = row.get(name, {})
            if "steady_ms" in cell:
                low, high = cell["spread"]
                cells.append(f'<td title="{low:.2f} to {high:.2f}">{cell["steady_ms"]:.1f} ({cell["cold_ms"]:.0f})</td>')
            else:
                cells.append(f'<td title="{escape(cell.get("error", ""))}">{"failed" if "error" in cell else ""}</td>')
        rows.append(f"<tr><td>{escape(program)}</td>{''.join(cells)}</tr>")
    return f"<table><tr><th></th>{head}</tr>{''.join(rows)}</table>"


def weights(table):
    rows = []
    for program, row in table["programs"].items():
        size = table["sizes"].get(program)
        ours = row.get("node", {}).get("rss_kb")
        twin = row.get("node-js", {}).get("rss_kb")
        cells = [f"{size['raw'] / 1000:.0f}" if size else "", f"{size['brotli'] / 1000:.0f}" if size else ""]
        cells += [f"{kb / 1000:.0f}" if kb else "" for kb in (ours, twin)]
        rows.append(f"<tr><td>{escape(program)}</td>{''.join(f'<td>{c}</td>' for c in cells)}</tr>")
    head = "<th></th><th>kB, module and loader</th><th>brotli</th><th>peak MB in node, Krait</th><th>twin</th>"
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def html(table):
    machine = table["machine"]
    parts = [
        '<!doctype html><meta charset="utf-8"><title>Krait: 25 programs of the web</title>',
        f"<style>{STYLE}</style><h1>25 programs of the web</h1>",
        "<p>The peer's time over Krait's, on the same work: right of 1 Krait is faster. ",
        f"{escape(machine['cpu'])}, {machine['cores']} cores, {table['rounds']} rounds; <code>{escape(table['command'])}</code>.{busy(machine)}</p>",
    ]
    for ratio in table["ratios"].values():
        parts.append(f"<h2>{escape(ratio['title'])}: geometric mean {ratio['geomean']:.2f}x, ")
        parts.append(f"above 1 in {ratio['faster']} of {ratio['of']}</h2>{plot(ratio)}")
    parts.append(f"<h2>Steady milliseconds (cold)</h2>{times(table)}<h2>Size and memory</h2>{weights(table)}")
    for name, why in table["missing"].items():
        parts.append(f"<p>Missing: {escape(name)}: {escape(why)}</p>")
    return "".join(parts)
