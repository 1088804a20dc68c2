"""The table that the benchmark prints: Markdown, with columns aligned for a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TIMES = "×"
HEADINGS = ("what", "measured", "yardstick", "figure", "target", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `value`, in `unit`, must not exceed `target`."""

    what: str
    measured: str
    value: float
    unit: str = TIMES
    target: float | None = None
    yardstick: str = ""

    @property
    def status(self) -> str:
        """`ok` or `over`; empty without a target."""
        if self.target is None:
            return ""
        return "ok" if self.value <= self.target else "over"

    @property
    def cells(self) -> tuple[str, ...]:
        target = "" if self.target is None else f"≤ {self.target:g} {self.unit}"
        figure = f"{rounded(self.value)} {self.unit}"
        return (self.what, self.measured, self.yardstick, figure, target, self.status)


def rounded(value: float) -> str:
    """Three significant figures, or an integer with commas: `0.0123`, `12.3`, `12,345`."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def micros(seconds: float) -> str:
    """`118 µs`."""
    return f"{rounded(seconds * 1e6)} µs"


def millis(seconds: float) -> str:
    """`1.2 ms`."""
    return f"{rounded(seconds * 1e3)} ms"


def render(rows: Iterable[Row]) -> str:
    """All rows, under their headings."""
    lines = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join(_line(cells, widths) for cells in ruled)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
