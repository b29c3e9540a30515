"""What the papers say of the edition in which a course was taken; told by the room that holds editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lms.people.models import Organisation


@dataclass(frozen=True)
class RunFacts:
    """What the papers say of the edition in which a course was taken."""

    organiser: Organisation
    first_day: date
    last_day: date
    funder: Organisation | None = None
    is_confidential: bool = False
