"""Whose competences a manager may see: those of the people on duty in the teams she leads.

Only what a duty asks for is shown of a person. What somebody learns as a carer, or in confidence, is no
business of the place where they work.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, cast

from django.http import Http404

from courses.models import Audience, Competence, Course, CourseGives, Duty, RequiredCompetence, Team
from lms.people.gates import requires_person, requires_role
from lms.people.models import Person, Role
from lms.people.roles import is_administrator, organisations_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase

    from lms.people.roles import AnyUser


def for_managers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of the team; the view finds its reader as ``request.person``."""

    @requires_role(Role.MANAGER)
    @requires_person
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return guarded


def reader_of(request: HttpRequest) -> Person:
    """Whoever ``for_managers`` let in."""
    return cast("Person", request.person)  # type: ignore[attr-defined]


def teams_of(user: AnyUser) -> QuerySet[Team]:
    """The teams somebody leads, as ``courses.competences.leading`` has it; an administrator sees all."""
    teams = Team.objects.select_related("organisation")
    if is_administrator(user):
        return teams
    return teams.filter(manager__user=user.pk, organisation__in=organisations_of(user, Role.MANAGER))


def duties_of(user: AnyUser) -> QuerySet[Duty]:
    """What the people of the reader's teams do, or are about to take up; never the reader's own duties."""
    duties = Duty.objects.current_or_coming().filter(team__in=teams_of(user))
    return duties.exclude(person__user=user.pk)


def members_of(user: AnyUser) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=duties_of(user).values("person"))


def member_or_404(request: HttpRequest, uuid: UUID) -> Person:
    found = members_of(request.user).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def asked_of(duties: QuerySet[Duty]) -> QuerySet[Competence]:
    """What these duties ask for today. Nothing else of a person is shown."""
    rules = RequiredCompetence.objects.in_force().filter(profile__in=duties.values("profile"))
    return Competence.objects.filter(pk__in=rules.values("competence"))


def courses_for(user: AnyUser, person: Person) -> QuerySet[Course]:
    """What a manager may put somebody into: courses for staff, and those that give what a duty asks for."""
    asked = asked_of(duties_of(user).filter(person=person))
    giving = CourseGives.objects.filter(competence__in=asked).values("course")
    offered = Course.objects.filter(is_confidential=False)
    return offered.filter(audience=Audience.STAFF) | offered.filter(pk__in=giving)
