"""People by competences: the rows, columns and squares of a manager's grid."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.html import conditional_escape

from courses.team.people import Member, read_members
from lms.people.models import Person

if TYPE_CHECKING:
    from django.core.paginator import Page

    from courses.models import Competence
    from courses.team.cells import Cell
    from courses.team.wanted import GridFilters

PEOPLE_A_PAGE = 200


class Grid:
    """What is asked for of the people in the reader's teams; whoever needs most stands first."""

    def __init__(
        self, filters: GridFilters, *, page: str | None = None, page_size: int = PEOPLE_A_PAGE
    ) -> None:
        self.filters = filters
        self.wanted = filters.wanted
        self._page = page
        self._page_size = page_size
        self.drawn: dict[object, str] = {}
        """Squares that say the same are drawn once."""

    @cached_property
    def _read(self) -> tuple[list[Member], dict[int, Competence]]:
        duties = self.filters.duties
        if typed := self.filters.cleaned_data.get("q"):
            duties = duties.filter(person__in=Person.objects.named(typed))
        return read_members(duties)

    @property
    def everybody(self) -> list[Member]:
        """All of whom something was asked, whatever squares are wanted."""
        return self._read[0]

    @cached_property
    def members(self) -> list[Member]:
        found = self.everybody
        if not self.wanted.is_everything:
            found = [one for one in found if any(self.wanted.meets(cell) for cell in one.cells.values())]
        return sorted(found, key=lambda one: one.urgency)

    @cached_property
    def columns(self) -> list[Competence]:
        """Competences for which at least one of the people has a square that is wanted."""
        used = {
            competence
            for member in self.members
            for competence, cell in member.cells.items()
            if self.wanted.is_everything or self.wanted.meets(cell)
        }
        return [competence for pk, competence in self._read[1].items() if pk in used]

    @cached_property
    def titles(self) -> dict[int, str]:
        """Titles of the columns, ready to stand in a page."""
        return {competence.pk: conditional_escape(str(competence)) for competence in self.columns}

    @cached_property
    def page(self) -> Page[Member]:
        return Paginator(self.members, self._page_size).get_page(self._page)

    def cells_of(self, member: Member) -> list[tuple[Competence, Cell | None]]:
        return [(competence, member.cells.get(competence.pk)) for competence in self.columns]

    @cached_property
    def open_for(self) -> Counter[int]:
        """By competence, how many people do not hold it for long, with nothing planned."""
        cells = ((pk, cell) for one in self.members for pk, cell in one.cells.items())
        return Counter(pk for pk, cell in cells if cell.can_be_closed)

    @property
    def for_several(self) -> list[tuple[Competence, int]]:
        """What more than one person is still to get, most wanted first."""
        return [(self._read[1][pk], number) for pk, number in self.open_for.most_common() if number > 1]

    @property
    def whom(self) -> str:
        """The query that narrows the people of another page as this one is narrowed."""
        said = self.filters.cleaned_data
        kept = {name: said[name].pk for name in ("team", "profile") if said.get(name)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def well(self) -> int:
        return sum(member.is_all_well for member in self.everybody)

    @property
    def gaps(self) -> int:
        return sum(member.gaps for member in self.everybody)

    @property
    def lapsing(self) -> int:
        return sum(member.lapsing for member in self.everybody)

    @property
    def planned(self) -> int:
        return sum(member.planned for member in self.everybody)
