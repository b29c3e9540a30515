"""How a gap is closed: the courses that give a competence, and when they can be taken next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F

from courses.catalogue import Offer, all_offers, course_addresses
from courses.models import Course, CourseGives

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Way:
    """A course that gives the competence, at which level; ``url`` is its page in the reader's language."""

    course: Course
    level: int
    offer: Offer = field(default_factory=Offer)
    url: str = ""

    @property
    def is_self_paced(self) -> bool:
        """Whether it can be begun today."""
        return self.course.form == Course.Form.SELF_PACED

    @property
    def is_open(self) -> bool:
        """Whether something can be done now: begin it, or take a place in a run."""
        return self.is_self_paced or self.offer.next_start is not None


def what_gives(competences: Iterable[int]) -> list[CourseGives]:
    """Which courses give which of the competences, and at which level; a course that renews others first.

    The one rule for whoever closes a gap, the person or the manager: a confidential course is never named.
    """
    gives = CourseGives.objects.filter(competence__in=list(competences), course__is_confidential=False)
    in_order = (F("course__renewed_by").asc(nulls_first=True), "course__title", "pk")
    return list(gives.select_related("course").order_by(*in_order))


def ways_to_close(competences: Iterable[int]) -> dict[int, list[Way]]:
    """Courses by the id of the competence they give, the soonest first. Queries do not grow with either."""
    found = what_gives(competences)
    offers = all_offers() if found else {}
    addresses = course_addresses() if found else {}
    ways: dict[int, list[Way]] = defaultdict(list)
    for one in found:
        offer = offers.get(one.course_id, Offer())
        way = Way(course=one.course, level=one.level, offer=offer, url=addresses.get(one.course_id, ""))
        ways[one.competence_id].append(way)
    return {competence: sorted(listed, key=_soonest_first) for competence, listed in ways.items()}


def _soonest_first(way: Way) -> tuple[bool, bool, float]:
    start = way.offer.next_start
    return (not way.is_open, not way.is_self_paced, start.timestamp() if start else 0.0)
