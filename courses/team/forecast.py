"""Who lapses when: squares in the order of their days, quarter by quarter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.team.cells import Cell, Look
from courses.team.people import read_members
from courses.team.quarters import Quarter, coming

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from courses.models import Competence, Duty
    from courses.team.people import Member

QUARTERS = 5


@dataclass(frozen=True)
class Entry:
    """On that day, this person's competence lapses, or is due for the first time."""

    member: Member
    competence: Competence
    cell: Cell
    day: date

    @property
    def is_arranged(self) -> bool:
        return self.cell.look in {Look.PLANNED, Look.ASKED}


class Forecast:
    """The coming quarters of a manager's teams. What is overdue stands in the present one."""

    def __init__(self, duties: QuerySet[Duty], *, asked: str = "", today: date | None = None) -> None:
        self.duties = duties
        self.today = today or timezone.localdate()
        self.quarters = coming(QUARTERS, today=self.today)
        self.quarter = next((one for one in self.quarters if one.code == asked), self.quarters[0])

    @cached_property
    def _everything(self) -> list[Entry]:
        members, competences = read_members(self.duties)
        found = [
            Entry(member, competences[pk], cell, cell.until)
            for member in members
            for pk, cell in member.cells.items()
            if cell.until is not None
        ]
        return sorted(found, key=lambda entry: (entry.day, entry.member.person.family_name))

    @property
    def entries(self) -> list[Entry]:
        return [entry for entry in self._everything if entry.day in self.quarter and not self._is_over(entry)]

    @property
    def overdue(self) -> list[Entry]:
        """What should be held already and is not: shown with the present quarter."""
        return [entry for entry in self._everything if self._is_over(entry)]

    def _is_over(self, entry: Entry) -> bool:
        return entry.day < self.today

    @property
    def is_present(self) -> bool:
        return self.quarter == self.quarters[0]

    @property
    def months(self) -> Iterator[tuple[date, list[Entry]]]:
        for month, entries in groupby(self.entries, key=lambda entry: entry.day.replace(day=1)):
            yield month, list(entries)

    def number(self, quarter: Quarter) -> int:
        return sum(entry.day in quarter and not self._is_over(entry) for entry in self._everything)

    @property
    def by_competence(self) -> list[tuple[Competence, int]]:
        """Of what most is needed: so many seats are wanted, unless something is arranged already."""
        open_ones = [entry for entry in self.entries if not entry.is_arranged]
        counted = Counter(entry.competence.pk for entry in open_ones)
        known = {entry.competence.pk: entry.competence for entry in open_ones}
        return [(known[pk], number) for pk, number in counted.most_common()]
