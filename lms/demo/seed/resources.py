"""What courses and appointments need: rooms with hours, specialists, childcare, kinds of help, contracts."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from courses.models import Course, Enrolment
from lms.demo.told import in_languages, told
from sessions.absences import plan_absence
from sessions.models import (
    Absence,
    Childcare,
    Contract,
    Equipment,
    PriorityClass,
    Room,
    RunLanguage,
    Service,
    Specialist,
    SpecialistLanguage,
)
from sessions.reservations import resource_of_room, resources_of_people
from sessions.room_hours import open_room
from sessions.timetables.clock import start_of
from sessions.working_hours import set_weekly

if TYPE_CHECKING:
    from lms.demo.seed.people import Cast
    from sessions.models import Resource

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CONTRACT_BEGAN = timedelta(days=300)
CONTRACT_LASTS = timedelta(days=700)
THREE_HOURS = 180


@transaction.atomic
def furnish(cast: Cast) -> None:
    """Everything that runs are planned with. Courses stand already."""
    story = told("resources")
    _furnish_rooms(story, cast)
    for one in story["childcare"]:
        _childcare(one, cast)
    for one in story["contracts"]:
        _contract(one, cast)
    for one in story["priorities"]:
        PriorityClass.objects.get_or_create(rank=one["rank"], defaults=in_languages("name", one["name"]))
    for one in story["services"]:
        _service(one, cast)
    for one in story["specialists"]:
        _specialist(one, cast)
    _complete_protection(story["protection"], cast)


@transaction.atomic
def go_on_leave(cast: Cast) -> None:
    """Leaves and a closure to come, now that meetings are planned which lose somebody by them."""
    today = timezone.localdate()
    this_monday = today - timedelta(days=today.weekday())
    for one in told("resources")["leave"]:
        resource = _absent(one, cast)
        if Absence.objects.filter(resource=resource, reason=one["reason"]).exists():
            continue
        monday = this_monday + timedelta(weeks=one["in_weeks"])
        first, last = (monday + timedelta(days=WEEKDAYS.index(one[day])) for day in ("first", "last"))
        plan_absence(
            resource,
            starts_at=start_of(first),
            ends_at=start_of(last + timedelta(days=1)),
            reason=one["reason"],
            by=cast.people["pan_adam"],
        )


def _furnish_rooms(story: dict[str, Any], cast: Cast) -> None:
    equipment = {one["key"]: _equipment(one) for one in story["equipment"]}
    for key, one in story["rooms"].items():
        room = cast.rooms[key]
        if room.hours.exists():
            continue
        Room.objects.filter(pk=room.pk).update(minutes_between=one["minutes_between"])
        room.equipment.set([equipment[name] for name in one["equipment"]])
        for hours in one["hours"]:
            open_room(
                room,
                weekdays=_weekdays(hours),
                opens=time.fromisoformat(hours["opens"]),
                closes=time.fromisoformat(hours["closes"]),
            )


def _equipment(one: dict[str, Any]) -> Equipment:
    known = {"name_pl": one["name"]["pl"]}
    return Equipment.objects.get_or_create(**known, defaults=in_languages("name", one["name"]))[0]


def _childcare(one: dict[str, Any], cast: Cast) -> None:
    facts = {name: one[name] for name in ("places", "youngest", "oldest")}
    known = {"name_pl": one["name"]["pl"], "organisation": cast.organisations[one["organisation"]]}
    childcare, _is_new = Childcare.objects.get_or_create(
        **known, defaults=facts | in_languages("name", one["name"])
    )
    cast.childcare[one["key"]] = childcare


def _contract(one: dict[str, Any], cast: Cast) -> None:
    began = timezone.localdate() - CONTRACT_BEGAN
    cast.contracts[one["code"]] = Contract.objects.get_or_create(
        code=one["code"],
        defaults={
            "title": one["title"]["pl"],
            "organisation": cast.organisations[one["organisation"]],
            "funder": cast.organisations[one["funder"]],
            "hours_agreed": one["hours"],
            "starts_on": began,
            "ends_on": began + CONTRACT_LASTS,
        },
    )[0]


def _service(one: dict[str, Any], cast: Cast) -> None:
    Service.objects.get_or_create(
        code=one["code"],
        defaults={
            "organisation": cast.organisations[one["organisation"]],
            "contract": cast.contracts[one["contract"]],
            "minutes": one["minutes"],
            "buffer_minutes": one["buffer"],
            "audience": one["audience"],
            "booked_by": one["booked_by"],
            "carer_stays": one["carer_stays"],
            "longest_series": one["series"],
            **in_languages("name", one["name"]),
            **in_languages("summary", one["summary"]),
        },
    )


def _specialist(one: dict[str, Any], cast: Cast) -> None:
    person = cast.people[one["person"]]
    specialist, is_new = Specialist.objects.get_or_create(
        person=person,
        defaults={
            "organisation": person.memberships.get(ends_on=None).organisation,
            "room": cast.rooms.get(one["room"]),
            "qualifications": one["qualifications"],
            **in_languages("about", one["about"]),
        },
    )
    if not is_new:
        return
    specialist.services.set(Service.objects.filter(code__in=one["services"]))
    SpecialistLanguage.objects.bulk_create(
        SpecialistLanguage(specialist=specialist, language=RunLanguage.Spoken(language))
        for language in one["languages"]
    )
    for hours in one["hours"]:
        set_weekly(
            specialist,
            weekdays=_weekdays(hours),
            start=time.fromisoformat(hours["start"]),
            end=time.fromisoformat(hours["end"]),
            from_day=timezone.localdate(),
        )


def _complete_protection(one: dict[str, Any], cast: Cast) -> None:
    """Some completed the course on protecting children before the first edition that the house knows."""
    course = Course.objects.get(code=one["course"])
    ended_at = timezone.now() - timedelta(weeks=one["weeks_ago"])
    known = Enrolment.objects.filter(course=course, result=Enrolment.Result.COMPLETED)
    for key in one["people"]:
        person = cast.people[key]
        if not known.filter(person=person).exists():
            Enrolment.objects.create(
                person=person,
                course=course,
                result=Enrolment.Result.COMPLETED,
                ended_at=ended_at,
                theory_minutes=THREE_HOURS,
                planned_minutes=THREE_HOURS,
            )


def _absent(one: dict[str, Any], cast: Cast) -> Resource:
    if "room" in one:
        return resource_of_room(cast.rooms[one["room"]])
    return resources_of_people([cast.people[one["person"]]])[0]


def _weekdays(hours: dict[str, Any]) -> list[int]:
    return [WEEKDAYS.index(day) for day in hours["days"]]
