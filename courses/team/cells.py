"""One square of the grid: where somebody stands with one competence, in a colour, a word and a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from courses.models import Standing
from lms.web.dates import short_date

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

State = Standing.State


class Look(Enum):
    """What a square can say. Its value is the class that colours it."""

    HELD = "held"
    LAPSING = "lapsing"
    GRACE = "grace"
    LAPSED = "lapsed"
    MISSING = "missing"
    NOT_YET_DUE = "later"
    PLANNED = "planned"
    ASKED = "asked"

    @property
    def word(self) -> StrOrPromise:
        return WORDS[self]

    @property
    def is_gap(self) -> bool:
        """It should be held today, and nothing is under way."""
        return self in GAPS


WORDS: dict[Look, StrOrPromise] = {
    Look.HELD: pgettext_lazy("competence", "held"),
    Look.LAPSING: pgettext_lazy("competence", "lapsing"),
    Look.GRACE: pgettext_lazy("competence", "lapsed, in grace"),
    Look.LAPSED: pgettext_lazy("competence", "lapsed"),
    Look.MISSING: pgettext_lazy("competence", "missing"),
    Look.NOT_YET_DUE: pgettext_lazy("competence", "not yet due"),
    Look.PLANNED: pgettext_lazy("competence", "planned"),
    Look.ASKED: pgettext_lazy("competence", "asked for"),
}
GAPS = frozenset({Look.GRACE, Look.LAPSED, Look.MISSING})
CAN_BE_ASKED = frozenset({State.GRACE, State.LAPSED, State.MISSING, State.NOT_YET_DUE, State.LAPSING})
BADGES = {
    Look.HELD: ("success", "check"),
    Look.LAPSING: ("warning", "clock"),
    Look.GRACE: ("danger", "alert"),
    Look.LAPSED: ("danger", "alert"),
    Look.MISSING: ("danger", "alert"),
    Look.NOT_YET_DUE: ("neutral", "calendar"),
    Look.PLANNED: ("info", "calendar"),
    Look.ASKED: ("next", "message"),
}
"""The kind and the icon of the badge that says the same on other pages."""


WAS_HELD = frozenset({State.HELD, State.LAPSING, State.GRACE, State.LAPSED})
ARRANGED = frozenset({Look.PLANNED, Look.ASKED})
"""Planned “since” a day would be read as the day of the plan: what is arranged says by when it was due."""


@dataclass(frozen=True, slots=True)
class Cell:
    look: Look
    until: date | None
    """The last day on which it holds, or the day by which it is due."""
    state: str
    level_held: int
    level_required: int

    @property
    def says(self) -> tuple[Look, str, date | None]:
        """Squares that say the same look the same."""
        return self.look, self.state, self.until

    @property
    def word(self) -> str:
        return str(self.look.word)

    @property
    def badge(self) -> tuple[str, str]:
        return BADGES[self.look]

    @property
    def needs_action(self) -> bool:
        """A gap, or one that opens soon, for which nothing is arranged yet."""
        return self.look.is_gap or self.look is Look.LAPSING

    @property
    def can_be_closed(self) -> bool:
        return self.look not in {Look.HELD, Look.PLANNED}

    @property
    def day(self) -> str:
        """The day in figures, short enough for a square."""
        return short_date(self.until) if self.until else ""

    @property
    def detail(self) -> str:
        """What the day means, in a few words."""
        if not self.until:
            return _("for good") if self.state == State.HELD else ""
        if self.look in ARRANGED:
            return _("due %(day)s") % {"day": self.day}
        if self.is_past:
            return _("since %(day)s") % {"day": self.day}
        was_never_held = self.state in {State.NOT_YET_DUE, State.IN_PROGRESS}
        words = _("by %(day)s") if was_never_held else _("until %(day)s")
        return words % {"day": self.day}

    @property
    def is_past(self) -> bool:
        return self.state in {State.LAPSED, State.MISSING, State.GRACE}


class Stands(Protocol):
    """What is read of a ``Standing``: a grid of thousands does without the records themselves."""

    @property
    def state(self) -> str: ...
    @property
    def level_held(self) -> int: ...
    @property
    def level_required(self) -> int: ...
    @property
    def held_until(self) -> date | None: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def is_under_way(self) -> bool: ...


def cell_of(standing: Stands, *, is_asked: bool) -> Cell:
    return Cell(
        look=_look_of(standing, is_asked=is_asked),
        until=_day_of(standing),
        state=standing.state,
        level_held=standing.level_held,
        level_required=standing.level_required,
    )


def _look_of(standing: Stands, *, is_asked: bool) -> Look:
    state = standing.state
    if state == State.HELD:
        return Look.HELD
    if standing.is_under_way or state == State.IN_PROGRESS:
        return Look.PLANNED
    if is_asked and state in CAN_BE_ASKED:
        return Look.ASKED
    return LOOKS[State(state)]


LOOKS = {
    State.LAPSING: Look.LAPSING,
    State.GRACE: Look.GRACE,
    State.LAPSED: Look.LAPSED,
    State.MISSING: Look.MISSING,
    State.NOT_YET_DUE: Look.NOT_YET_DUE,
}


def _day_of(standing: Stands) -> date | None:
    """What is held, or has lapsed: the last day on which it held. Else the day by which it must be."""
    return standing.held_until if standing.state in WAS_HELD else standing.due_on
