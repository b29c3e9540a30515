"""A manager gives people of her team places in runs. What is told goes to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from courses.lessons.errors import EnrollingError
from courses.plans.errors import PlanError
from courses.plans.giving import give
from courses.team.scope import courses_for, members_of
from sessions.booking import Wish, take_places
from sessions.errors import BookingError, NotInYourCare
from sessions.models import Place
from sessions.team_runs import bookable_at_work, nameable_at_work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.models import Competence, Course, Enrolment
    from lms.people.models import Person, User
    from sessions.models import Run


@dataclass(frozen=True)
class Done:
    """What came of it, for each of several: nobody's obstacle stands in the way of the others."""

    places: list[Place] = field(default_factory=list)
    begun: list[Enrolment] = field(default_factory=list)
    obstacles: list[tuple[Person, Exception]] = field(default_factory=list)


@transaction.atomic
def enrol_member(person: Person, *, in_run: Run, by: Person, user: User) -> Place:
    """Give the person a seat, or a position in the queue. Safe to repeat: a place held is returned.

    Raises NotInYourCare where the person is not in a team the user leads, or the course is nothing for
    work: confidential, or given neither to staff nor for what a duty asks. Else what ``take_place`` raises.
    """
    if by.user_id != user.pk or not members_of(user).filter(pk=person.pk).exists():
        raise NotInYourCare
    fit = nameable_at_work().filter(pk=in_run.pk, course__in=courses_for(user, person))
    # A place held in confidence, or as a carer, is not to be found out by asking for it.
    is_held = fit.filter(places__in=Place.objects.held_by(person)).exists()
    if not is_held and not bookable_at_work().filter(pk__in=fit).exists():
        raise NotInYourCare
    # The team stands for the care that ``take_places`` would look for.
    wish = Wish(person, is_companion=True)
    return take_places([wish], in_run=in_run, booked_by=by, channel=Place.Channel.ONLINE)[0]


def enrol_members(people: Iterable[Person], *, in_run: Run, by: Person, user: User) -> Done:
    """Each for themselves, in their order, as ``enrol_member`` does. Safe to repeat."""
    done = Done()
    for person in people:
        try:
            done.places.append(enrol_member(person, in_run=in_run, by=by, user=user))
        except BookingError as obstacle:
            done.obstacles.append((person, obstacle))
    return done


def give_to_members(
    people: Iterable[Person], *, course: Course, competence: Competence, by: Person, user: User
) -> Done:
    """A course that is taken on one's own, to each of them. Safe to repeat."""
    done = Done()
    led = members_of(user)
    for person in people:
        try:
            is_fit = courses_for(user, person).filter(pk=course.pk).exists()
            if by.user_id != user.pk or not is_fit or not led.filter(pk=person.pk).exists():
                raise NotInYourCare
            done.begun.append(give(person, course=course, competence=competence, by=by))
        except (BookingError, EnrollingError, PlanError) as obstacle:
            done.obstacles.append((person, obstacle))
    return done
