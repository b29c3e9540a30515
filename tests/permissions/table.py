"""Reads the table of who may go where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("matrix.txt")


@dataclass(frozen=True)
class Row:
    method: str
    name: str
    of: tuple[str, ...]
    expected: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def rows() -> list[Row]:
    """The rows below the heading; lines that begin with # are words for the reader."""
    lines = [line for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    _method, _name, _of, *visitors = lines[0].split()
    return [_row(line.split(), visitors) for line in lines[1:]]


def _row(cells: list[str], visitors: list[str]) -> Row:
    method, name, of, *answers = cells
    return Row(
        method, name, () if of == "-" else tuple(of.split(",")), dict(zip(visitors, answers, strict=True))
    )
