"""Draws line charts over sizes as SVG, with logarithmic axes: small enough to read, and dark in dark mode."""

from collections.abc import Mapping, Sequence
from math import log10

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 40, 48
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)

# The colours differ in hue and lightness, on white and on black. Dashes distinguish lines without colour.
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.grid { stroke: #d0d7de; stroke-width: 1 }
.line { fill: none; stroke-width: 2.5 }
.s0 { stroke: #b35900 } .s1 { stroke: #0550ae } .s2 { stroke: #57606a }
.dashed { stroke-dasharray: 6 5 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .grid { stroke: #30363d }
  .s0 { stroke: #ffa657 } .s1 { stroke: #79c0ff } .s2 { stroke: #8b949e }
}
"""


def svg(title: str, sizes: Sequence[int], series: Mapping[str, tuple[str, Sequence[float]]], *, unit: str) -> str:
    """Return a chart of these series; each has its classes (`s0` … `s2`, `dashed`) and a value for each size."""
    values = [value for _, points in series.values() for value in points]
    steps = [step for step in STEPS if min(values) / 2.5 < step < max(values) * 2.5] or [1]
    low, high = min(*values, steps[0]), max(*values, steps[-1])
    parts = [f'<text x="{LEFT}" y="22" font-weight="600">{title}</text>', f"<style>{STYLE}</style>"]
    for step in steps:
        y = _y(step, low, high)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{step:,} {unit}</text>')
    for size in sizes:
        parts.append(f'<text x="{_x(size, sizes):.1f}" y="{HEIGHT - 20}" text-anchor="middle">{size:,}</text>')
    ends = _apart([_y(points[-1], low, high) for _, points in series.values()])
    for (name, (classes, points)), end in zip(series.items(), ends, strict=True):
        places = [
            f"{_x(size, sizes):.1f} {_y(value, low, high):.1f}" for size, value in zip(sizes, points, strict=True)
        ]
        parts.append(f'<path class="line {classes}" d="M{" L".join(places)}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{end + 4:.1f}">{name}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _x(size: int, sizes: Sequence[int]) -> float:
    span = log10(max(sizes) / min(sizes)) or 1
    return LEFT + (WIDTH - LEFT - RIGHT) * log10(size / min(sizes)) / span


def _y(value: float, low: float, high: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * log10(value / low) / (log10(high / low) or 1)


def _apart(places: Sequence[float]) -> list[float]:
    """Return these places, moved so that each is at least a line of text below the one above it."""
    moved = dict[int, float]()
    last = float("-inf")
    for number in sorted(range(len(places)), key=lambda number: places[number]):
        moved[number] = last = max(places[number], last + 16)
    return [moved[number] for number in range(len(places))]
