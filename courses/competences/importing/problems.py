"""What is wrong with a file, and in which line of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """``line`` as a spreadsheet or an editor counts it; 0 for the file as a whole."""

    line: int
    words: str


class FileRefused(Exception):
    """The file cannot be read at all; the words say why and what to do."""

    def __init__(self, words: str, *, line: int = 0) -> None:
        self.problem = Problem(line, words)
        super().__init__(words)
