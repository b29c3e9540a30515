"""Offices as pages show them, each with its hours at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from cms.offices.opening_hours import hours_of
from cms.offices.reading import read_offices
from cms.sharing import shared

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import Counter, Office
    from cms.offices.opening_hours import HoursNow, Notice


@dataclass(frozen=True)
class CounterCard:
    counter: Counter
    hours: HoursNow


@dataclass(frozen=True)
class OfficeCard:
    """An office with its counters in their order, and the address of its page in the reader's language."""

    office: Office
    counters: tuple[CounterCard, ...]
    url: str = ""

    @property
    def first(self) -> CounterCard | None:
        """What stands for the whole office: the counter without a name, or the first."""
        whole = (card for card in self.counters if not card.counter.name)
        return next(whole, self.counters[0] if self.counters else None)

    @property
    def hours(self) -> HoursNow | None:
        return self.first.hours if self.first else None

    @property
    def notices(self) -> list[tuple[str, Notice]]:
        """Days to come with other hours, in order; with the name of a counter that they concern alone."""
        return self._in_order([(card, notice) for card in self.counters for notice in card.hours.notices])

    @property
    def notices_soon(self) -> list[tuple[str, Notice]]:
        return self._in_order(
            [(card, notice) for card in self.counters for notice in card.hours.notices_soon]
        )

    def _in_order(self, told: list[tuple[CounterCard, Notice]]) -> list[tuple[str, Notice]]:
        of_first = {
            (notice.first, notice.last, notice.in_words) for card, notice in told if card is self.first
        }
        kept = [
            ("" if card is self.first else card.counter.name, notice)
            for card, notice in told
            if card is self.first or (notice.first, notice.last, notice.in_words) not in of_first
        ]
        return sorted(kept, key=lambda one: (one[1].first, one[0]))


def office_cards(*, at: datetime) -> list[OfficeCard]:
    """All offices, in two queries however many there are; none for a while after, for any page."""
    today = timezone.localdate(at)
    offices = shared("offices_with_hours", partial(read_offices, since=today), today, rooms=("cms",))
    return [_card(office, at=at) for office in offices]


def _card(office: Office, *, at: datetime) -> OfficeCard:
    counters = (CounterCard(counter, hours_of(counter, at=at)) for counter in office.counters.all())
    return OfficeCard(office, tuple(counters), getattr(office, "page_address", None) or "")
