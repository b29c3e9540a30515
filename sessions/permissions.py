"""What is whose: runs and all that hangs on them belong to their organiser.

Courses and certificates stand in a lower room that knows no organiser; whose they are is known here.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from courses.models import Certificate, Course, Enrolment, Package, Quiz
from lms.people.models import Role
from lms.people.permission_policies import EVERYTHING, Right, Within, may, permit
from lms.people.ties import tie
from sessions.models import (
    Absence,
    Appointment,
    Childcare,
    Contract,
    Equipment,
    Offer,
    Place,
    PriorityClass,
    Room,
    Run,
    Service,
    Session,
    Specialist,
    Timetable,
)


def by_place(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever has or had a place in a run of theirs."""
    return Exists(Place.objects.filter(run__organiser__in=organisations, person=person))


def by_booking(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever booked one for somebody else: the carer."""
    return Exists(Place.objects.filter(run__organiser__in=organisations, booked_by=person))


def by_appointment(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever has or had an appointment with one of their specialists."""
    return Exists(Appointment.objects.filter(specialist__organisation__in=organisations, person=person))


def organised(path: str = "") -> Within:
    """Records of runs that the organisations organise; ``path`` leads to the run."""
    lookup = f"{path}__organiser__in" if path else "organiser__in"
    return lambda organisations: Q(**{lookup: organisations})


def of_the_organisation(organisations: Collection[int]) -> Q:
    return Q(organisation__in=organisations)


def own_specialists(organisations: Collection[int]) -> Q:
    return Q(specialist__organisation__in=organisations)


def own_resources(organisations: Collection[int]) -> Q:
    """Leaves and closures of the organisation's rooms, childcare and specialists."""
    return (
        Q(resource__room__organisation__in=organisations)
        | Q(resource__childcare__organisation__in=organisations)
        | Q(resource__person__specialist__organisation__in=organisations)
    )


def courses_of_nobody_else(organisations: Collection[int]) -> Q:
    """A course is changed by who stands behind it, or else by who holds all its runs.

    One that several hold is the administrator's to change.
    """
    runs = Run.objects.filter(course=OuterRef("pk"))
    holds_all_runs = Exists(runs.filter(organiser__in=organisations)) & ~Exists(
        runs.exclude(organiser__in=organisations)
    )
    return Q(organiser__in=organisations) | (Q(organiser=None) & holds_all_runs)


def of_own_courses(organisations: Collection[int]) -> Q:
    return Q(course__in=Course.objects.filter(courses_of_nobody_else(organisations)))


def learnt_with(path: str = "") -> Within:
    """Who learnt in a run of theirs, or alone in a course of theirs; ``path`` leads to the enrolment."""
    in_run, stands_behind = f"{path}place__run__organiser__in", f"{path}course__organiser__in"
    alone = f"{path}place__isnull"
    return lambda organisations: (
        Q(**{in_run: organisations}) | Q(**{alone: True, stands_behind: organisations})
    )


def quizzes_of_nobody_else(organisations: Collection[int]) -> Q:
    """A quiz is changed by whoever may change its course."""
    return Q(course__in=Course.objects.filter(courses_of_nobody_else(organisations)))


def register() -> None:
    tie(by_place)
    tie(by_booking)
    tie(by_appointment)
    full = "view add change"
    permit(
        Run,
        {
            Role.COORDINATOR: (may(f"{full} enrol", within=organised()),),
            Role.ASSISTANT: (may("enrol", within=organised()),),
        },
        administrators=f"{full} enrol",
    )
    kept = {
        Session: organised("run"),
        Place: organised("run"),
        Timetable: organised("run"),
        Offer: organised("run"),
        Service: of_the_organisation,
        Specialist: of_the_organisation,
        Childcare: of_the_organisation,
        Appointment: own_specialists,
        Absence: own_resources,
    }
    for model, within in kept.items():
        permit(model, _coordinators(may(full, within=within)), administrators=full)
    permit(Contract, _coordinators(may("view", within=of_the_organisation)), administrators=EVERYTHING)
    for model in (Equipment, PriorityClass):
        permit(model, _coordinators(may("view")), administrators=EVERYTHING)
    permit(Room, _coordinators(may(full, within=of_the_organisation)), administrators=full)
    permit(
        Course,
        {
            Role.COORDINATOR: (may("view add"), may("change", within=courses_of_nobody_else)),
            Role.EDITOR: (may("view change"),),
            Role.MODERATOR: (may("view change"),),
            Role.TRANSLATOR: (may("view change"),),
        },
        administrators=full,
    )
    permit(
        Package,
        {
            Role.COORDINATOR: (may(full, within=of_own_courses),),
            Role.EDITOR: (may(full),),
            Role.MODERATOR: (may(full),),
        },
        administrators=full,
    )
    permit(
        Quiz,
        {
            Role.COORDINATOR: (may("view add"), may("change", within=quizzes_of_nobody_else)),
            Role.EDITOR: (may(full),),
            Role.MODERATOR: (may(full),),
            Role.TRANSLATOR: (may("view change"),),
        },
        administrators=full,
    )
    permit(
        Certificate,
        _coordinators(may("view change", within=learnt_with("enrolment__"))),
        administrators="view change",
    )
    permit(
        Enrolment,
        _coordinators(may("view certify", within=learnt_with())),
        administrators="view certify",
    )


def _coordinators(right: Right) -> dict[Role, tuple[Right, ...]]:
    return {Role.COORDINATOR: (right,)}
