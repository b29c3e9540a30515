"""The figures of hours, all in minutes, as the database counts them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, Self

HOUR = Decimal(60)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What was given and who was there. Minutes of real time; ``units`` are units of meetings."""

    meetings: int = 0
    minutes: int = 0
    """Of meetings from their start to their end."""
    theory: int = 0
    """Taught, that is without the breaks between units."""
    practice: int = 0
    units: int = 0
    people: int = 0
    """Different people with a place who were there; not to be added up."""
    person_theory: int = 0
    person_practice: int = 0
    person_units: int = 0
    walk_ins: int = 0
    """Different people without a place who were there."""
    walk_in_minutes: int = 0
    open_meetings: int = 0
    open_minutes: int = 0
    helped: int = 0
    """Appointments that somebody came to: each is one unit of individual help."""
    helped_minutes: int = 0

    @classmethod
    def of(cls, counted: dict[str, Any]) -> Self:
        """From columns of a query; what was not counted is nothing."""
        names = {each.name for each in fields(cls)}
        return cls(**{name: int(value or 0) for name, value in counted.items() if name in names})

    def __add__(self, other: Figures) -> Figures:
        mine, theirs = asdict(self), asdict(other)
        return Figures(**{name: mine[name] + theirs[name] for name in mine})

    @property
    def is_empty(self) -> bool:
        return not any(asdict(self).values())

    @property
    def person_minutes(self) -> int:
        return self.person_theory + self.person_practice

    def hours(self, name: str) -> Decimal:
        """A figure in hours of 60 minutes, to the hundredth."""
        return (Decimal(getattr(self, name)) / HOUR).quantize(Decimal("0.01"))
