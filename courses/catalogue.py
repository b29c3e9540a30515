"""The catalogue: which courses a reader sees, in which order, narrowed by what they ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.addresses import address_of
from cms.search.facts import in_every_language
from cms.search.folding import fold, search_keys, terms_of
from cms.sharing import shared
from courses.forms import CatalogueFilters
from courses.models import Audience, Course, CoursePage
from courses.signals import offers_asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.http import QueryDict

    from cms.models import Activity
    from courses.models import CourseIndexPage

FITS: Mapping[str, frozenset[str]] = {
    Audience.GUARDIANS: frozenset({Audience.GUARDIANS, Audience.CARERS, Audience.EVERYONE}),
    Audience.FOSTER_CARERS: frozenset({Audience.FOSTER_CARERS, Audience.CARERS, Audience.EVERYONE}),
    Audience.CANDIDATES: frozenset({Audience.CANDIDATES, Audience.EVERYONE}),
    Audience.PARENTS: frozenset({Audience.PARENTS, Audience.CARERS, Audience.EVERYONE}),
    Audience.CARERS: frozenset({Audience.CARERS, Audience.EVERYONE}),
    Audience.CHILDREN: frozenset({Audience.CHILDREN, Audience.EVERYONE}),
    Audience.STAFF: frozenset({Audience.STAFF}),
}
"""Whoever looks for "guardians" is a carer too, and welcome where everyone is."""


@dataclass(frozen=True)
class Offer:
    """When a course can be taken next. ``languages`` maps codes to names, as spoken in its runs.

    ``audiences`` are those of runs made for others than the course itself.
    """

    next_start: datetime | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    has_free_seats: bool = False
    audiences: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entry:
    """A course as it stands in the catalogue."""

    page: CoursePage
    url: str
    offer: Offer

    @property
    def course(self) -> Course:
        return self.page.course

    @property
    def audiences(self) -> frozenset[str]:
        """For whom there is something here: the audience of the course, and those of its open runs."""
        return self.offer.audiences | {self.course.audience}

    @property
    def is_individual(self) -> bool:
        return self.course.form == Course.Form.INDIVIDUAL

    @property
    def spoken(self) -> str:
        return ", ".join(self.offer.languages.values())

    @property
    def badge(self) -> str:
        """Said only where it changes something: dates there are, but no free place in any of them."""
        is_full = self.offer.next_start is not None and not self.offer.has_free_seats
        return _("Full, you can join the queue") if is_full else ""

    def answers(self, *, who: str, language: str, form: str, free: bool) -> bool:
        """Whether the entry is among what a filter asks for; an empty one asks for nothing."""
        return (
            (not who or bool(self.audiences & FITS.get(who, {who})))
            and (not language or language in self.offer.languages)
            and (not form or self.course.form == form)
            and (not free or self.offer.has_free_seats)
        )


class Catalogue:
    """The entries of one language, and the form that narrows them."""

    def __init__(self, asked: QueryDict, *, page: CourseIndexPage) -> None:
        self.page = page
        self.form = CatalogueFilters(
            asked,
            audiences={audience for entry in self.entries for audience in entry.audiences},
            spoken={code: name for entry in self.entries for code, name in entry.offer.languages.items()},
        )
        self.wishes = self.form.wishes()
        self.is_common = self._is_common(asked)

    def _is_common(self, asked: QueryDict) -> bool:
        """Whether each question is asked once, and answered by our choices: such addresses are few."""
        is_ours = set(asked) <= set(self.form.fields) and self.form.is_valid()
        is_said_once = all(len(said) == 1 for _name, said in asked.lists())
        return is_ours and is_said_once and not asked.get("q") and asked.get("free", "") in {"", "on"}

    @cached_property
    def entries(self) -> list[Entry]:
        """All that is listed: what begins soonest first, then what has no date yet."""
        pages = (
            CoursePage.listed_pages()
            .filter(locale=self.page.locale_id)
            .select_related("course")
            .defer("body")
        )
        return entries_of(pages, root=self.page)

    @cached_property
    def results(self) -> list[Entry]:
        wishes = dict(self.wishes)
        text = wishes.pop("q")
        return [
            entry for entry in self.entries if entry.answers(**wishes) and (not text or matches(entry, text))
        ]

    @property
    def reset_url(self) -> str:
        """The whole catalogue again, offered only to whoever has narrowed it."""
        return address_of(self.page, shared=self.page) if any(self.wishes.values()) else ""


def entries_of(pages: Iterable[CoursePage], *, root: object) -> list[Entry]:
    """These pages with what can be taken next: what begins soonest first, then what has no date yet."""
    offers = all_offers()
    entries = [
        Entry(page=page, url=address_of(page, shared=root), offer=offers.get(page.course_id, Offer()))
        for page in pages
    ]
    return sorted(entries, key=_soonest_first)


def entries_about(activity: Activity) -> list[Entry]:
    """The listed courses of an activity, in the reader's language. Read once for all readers."""

    def read() -> list[Entry]:
        told = CoursePage.listed_pages().filter(
            locale__language_code=get_language(), course__activities=activity
        )
        pages = told.select_related("course").defer("body", "easy_read")
        return entries_of(pages, root=SimpleNamespace())

    return shared("courses", read, activity.pk, rooms=("cms", "courses", "training_sessions"))


def _soonest_first(entry: Entry) -> tuple[bool, float, str]:
    start = entry.offer.next_start
    return (start is None, start.timestamp() if start else 0.0, fold(entry.page.title))


def all_offers() -> dict[int, Offer]:
    offers: dict[int, Offer] = {}
    for _receiver, answer in offers_asked.send(sender=Course):
        offers.update(cast("Mapping[int, Offer]", answer))
    return offers


def matches(entry: Entry, text: str) -> bool:
    """Whether the course has every word asked for, in some form and in whichever of its languages."""
    course = entry.course
    texts = [course.code, entry.page.title, *in_every_language(course, "title", "summary")]
    keys = search_keys(" ".join(texts)).split()
    return all(any(term.meets(key) for key in keys) for term in terms_of(text))


def course_addresses(language: str | None = None) -> dict[int, str]:
    """Address of the page of every course that has one in this language, confidential ones too."""
    pages = CoursePage.objects.live().filter(locale__language_code=language or get_language())
    shared = SimpleNamespace()
    return {page.course_id: address_of(page, shared=shared) for page in pages.only("course_id", "url_path")}
