"""What stories about appointments need: a kind of help, somebody who gives it, hours booked."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from courses.models import Course, Enrolment
from lms.people.models import Clearance, Organisation, Person
from sessions.appointments.booking import book, hold
from sessions.appointments.free_times import first_free
from sessions.appointments.series import hold_series
from sessions.models import Appointment, Room, Service, Specialist, SpecialistLanguage
from sessions.working_hours import set_weekly

ORGANISER = "KLADKI"


def open_help() -> dict[str, str]:
    """A kind of help for everybody, given every working day in a room of its own."""
    organiser = Organisation.objects.get(code=ORGANISER)
    service = Service.objects.create(
        code=f"STORY-{uuid4().hex[:6]}".upper(),
        name_pl="Rozmowa z logopedą",
        name_uk="Розмова з логопедом",
        name_en="A talk with a speech therapist",
        summary_pl="Dla dzieci, które mówią późno.",
        summary_uk="Для дітей, які пізно почали говорити.",
        summary_en="For children who speak late.",
        organisation=organiser,
    )
    room = Room.objects.create(
        name_pl="Gabinet Olcha",
        name_uk="Кабінет «Вільха»",
        name_en="Alder Room",
        organisation=organiser,
        address="ul. Kładkowa 7, Wrocław",
        capacity=3,
    )
    person = Person.objects.create(given_name="Halina", family_name="Wierzba", language="pl")
    today = timezone.localdate()
    Clearance.objects.create(person=person, checked_on=today, valid_until=today + timedelta(days=900))
    for course in Course.objects.filter(is_protection_course=True):
        Enrolment.objects.create(
            person=person, course=course, result=Enrolment.Result.COMPLETED, ended_at=timezone.now()
        )
    specialist = Specialist.objects.create(person=person, organisation=organiser, room=room)
    specialist.services.add(service)
    SpecialistLanguage.objects.create(specialist=specialist, language="uk")
    set_weekly(
        specialist, weekdays=[0, 1, 2, 3, 4], start=time(9), end=time(15), from_day=date(today.year, 1, 1)
    )
    return {"service": str(service.uuid)}


def book_help(
    service: str, *, given_name: str, family_name: str, language: str, number: int
) -> dict[str, str]:
    """Somebody invented has a series of appointments."""
    kind = Service.objects.get(uuid=service)
    person = Person.objects.create(
        given_name=given_name,
        family_name=family_name,
        email=f"{given_name}.{uuid4().hex[:6]}@example.org".lower(),
        language=language,
    )
    free = first_free(kind)
    assert free is not None
    first = hold(kind, specialist=free.specialist, starts_at=free.starts_at, device_key=uuid4().hex)
    book(hold_series(first, number=number).appointments, person=person, booked_by=person)
    return {"email": person.email}


def visits(service: str) -> list[dict[str, Any]]:
    """Who has which appointment of a kind of help, in order."""
    found = Appointment.objects.filter(service__uuid=service, person__isnull=False).order_by("starts_at")
    return [
        {
            "person": each.person.full_name if each.person else "",
            "status": each.status,
            "starts_at": each.starts_at.isoformat(),
        }
        for each in found.select_related("person")
    ]
