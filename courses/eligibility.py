"""Who may take which course.

Ask least: what somebody says of themselves is believed, and only what the house knows can stand in the
way. A course for children is for children, a course for staff is for people with a role in an
organisation, and a child takes no course made for adults. A course for one kind of carer is open to any
adult whose care nobody has recorded yet; whoever has a child in care on another basis is told so.
The audience "women" is never checked: the house keeps no record that could.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.models import Audience
from lms.people.models import Guardianship, Membership, Person, Role

if TYPE_CHECKING:
    from collections.abc import Collection

BASES = {
    Audience.GUARDIANS: {Guardianship.Basis.TEMPORARY_GUARDIAN, Guardianship.Basis.COURT_GUARDIAN},
    Audience.FOSTER_CARERS: {Guardianship.Basis.FOSTER_CARER},
    Audience.PARENTS: {
        Guardianship.Basis.PARENT,
        Guardianship.Basis.TEMPORARY_GUARDIAN,
        Guardianship.Basis.COURT_GUARDIAN,
    },
}


@dataclass(frozen=True)
class Standing:
    """What eligibility asks of a person, read once for any number of courses."""

    is_child: bool
    is_staff: bool
    bases: frozenset[str]

    @classmethod
    def of(cls, person: Person) -> Standing:
        return cls.of_each([person])[person.pk]

    @classmethod
    def of_each(cls, people: Collection[Person]) -> dict[int, Standing]:
        """By the id of each; three queries for any number."""
        held = Guardianship.objects.valid_on()
        ageless = [person.pk for person in people if person.date_of_birth is None]
        in_care = set(held.filter(child__in=ageless).values_list("child", flat=True))
        working = Membership.objects.valid_on().filter(person__in=people).exclude(role=Role.PARTICIPANT)
        staff = set(working.values_list("person", flat=True))
        bases: dict[int, set[str]] = defaultdict(set)
        for carer, basis in held.filter(carer__in=people).values_list("carer", "basis"):
            bases[carer].add(basis)
        return {
            person.pk: cls(
                is_child=person.is_child or person.pk in in_care,
                is_staff=person.pk in staff,
                bases=frozenset(bases[person.pk]),
            )
            for person in people
        }

    @classmethod
    def of_newcomer(cls) -> Standing:
        """An adult of whom the house knows nothing yet."""
        return cls(is_child=False, is_staff=False, bases=frozenset())

    @classmethod
    def of_new_child(cls) -> Standing:
        return cls(is_child=True, is_staff=False, bases=frozenset())

    def fits(self, audience: str) -> bool:
        if audience == Audience.EVERYONE:
            return True
        if audience == Audience.CHILDREN:
            return self.is_child
        if self.is_child:
            return False
        if audience == Audience.STAFF:
            return self.is_staff
        asked = BASES.get(Audience(audience))
        return asked is None or not self.bases or bool(self.bases & asked)

    @property
    def audiences(self) -> list[str]:
        """The audiences this person belongs to."""
        return [audience for audience in Audience.values if self.fits(audience)]


def may_take(person: Person, *, audience: str) -> bool:
    """Whether the person belongs to the audience of a course, or of a run that has its own."""
    return Standing.of(person).fits(audience)


def why_not(person: Person, *, audience: str) -> str:
    """The reason in the reader's language, or nothing when the person belongs to the audience."""
    return reason(Standing.of(person), audience)


def reason(standing: Standing, audience: str) -> str:
    if standing.fits(audience):
        return ""
    if audience == Audience.CHILDREN:
        return _("This course is for children.")
    if standing.is_child:
        return _("This course is for adults.")
    return {
        Audience.STAFF: _("This course is for staff and trainers of the centre and its partners."),
        Audience.GUARDIANS: _("This course is for guardians. Our records show you in another role."),
        Audience.FOSTER_CARERS: _("This course is for foster carers. Our records show you in another role."),
        Audience.PARENTS: _("This course is for parents. Our records show you in another role."),
    }[Audience(audience)]


def for_whom(audience: str) -> str:
    """The audience as a full sentence, or nothing for a course that is for everyone."""
    sentences = {
        Audience.GUARDIANS: _("This course is for people who are guardians of a child."),
        Audience.FOSTER_CARERS: _("This course is for foster carers."),
        Audience.CANDIDATES: _("This course is for people who want to become foster carers."),
        Audience.CARERS: _("This course is for adults who care for a child."),
        Audience.PARENTS: _("This course is for parents and for those who stand in for them."),
        Audience.CHILDREN: _(
            "This course is for children. An adult who cares for the child takes the place."
        ),
        Audience.WOMEN: _("This course is for women."),
        Audience.STAFF: _("This course is for staff and trainers of the centre and its partners."),
    }
    return sentences.get(Audience(audience), "")
