"""A table as lines of cells, from whatever file."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_LINES = 3_000
MOST_COLUMNS = 40


@dataclass(frozen=True)
class Line:
    number: int
    cells: tuple[str, ...]
    faults: dict[int, str] = field(default_factory=dict)
    """What is wrong with a cell, by its place; it matters only where the column is read."""
