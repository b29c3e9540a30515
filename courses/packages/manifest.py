"""What a package says of itself, in one shape for all kinds. Kept as JSON with each version."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What is opened by itself: a SCO or an asset of SCORM, an assignable unit of cmi5, an H5P content."""

    identifier: str
    title: str
    href: str = ""
    """Its first file, as a path inside the package."""
    parameters: str = ""
    """What is added to the address of that file, with its ``?`` or ``#``."""
    level: int = 0
    """How many chapters it lies in."""
    is_asset: bool = False
    """Content that reports nothing: it counts as gone through once it was opened."""
    is_hidden: bool = False
    launch_data: str = ""
    mastery_score: str = ""
    max_time: str = ""
    time_limit_action: str = ""
    completion_threshold: str = ""
    passing_score: str = ""
    move_on: str = ""
    launch_method: str = ""
    inside: tuple[str, ...] = ()
    """The blocks of cmi5 it lies in, outermost first."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    kind: str
    edition: str
    """As people say it: "SCORM 2004, 4th edition"."""
    title: str
    units: tuple[Unit, ...]
    sequencing: dict[str, Any] = field(default_factory=dict)
    """The tree of activities with its rules, in the words of scorm-again; empty where there is no rule."""
    course: str = ""
    """The identifier of a cmi5 course."""
    blocks: tuple[str, ...] = ()
    library: str = ""
    """The main library of an H5P content."""

    def unit(self, identifier: str) -> Unit | None:
        return next((unit for unit in self.units if unit.identifier == identifier), None)

    @property
    def first(self) -> Unit:
        return next((unit for unit in self.units if not unit.is_hidden), self.units[0])

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        units = tuple(Unit(**{**unit, "inside": tuple(unit["inside"])}) for unit in kept["units"])
        return cls(**{**kept, "units": units, "blocks": tuple(kept["blocks"])})
