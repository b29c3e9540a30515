"""A helping hand inside the house: what a story needs to find there, arranged by the house's own verbs.

Runs beside the servers with their settings (``House.open`` starts ``main``), reads one wish a line from its
input and answers each with one line: ``{"verb": "open_run", "course": "OPIEK"}``.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import close_old_connections, transaction
from django.utils import timezone
from django.utils.translation import override

from attendance.codes.passes import pass_address, pass_of, revoke_pass
from cms.addresses import address_of
from cms.models import HouseFacts, InformationPage
from courses.catalogue import course_addresses
from courses.models import Certificate, Course
from lms.demo.seed.refresh import refresh
from lms.messaging.models import Message
from lms.people.models import Organisation, Person
from sessions.booking import cancel_place, take_place
from sessions.models import Place, Reservation, Room, Run, RunLanguage
from sessions.planning import add_session, publish_run
from sessions.reservations import release, resources_of_people
from tests.journeys.arrange_certificates import (
    certificate_of_long_ago,
    learns_all_of_it,
    newest_certificate,
    withdraw,
)
from tests.journeys.arrange_children import asks_at_the_door, asks_nothing_more, seat_child
from tests.journeys.arrange_door import lock_phones, phones_emptied, scans_of
from tests.journeys.arrange_help import book_help, open_help, visits
from tests.journeys.arrange_learning import enrolment_address, open_home_course, progress_of
from tests.journeys.arrange_packages import bring_package, learnt_from
from tests.journeys.arrange_practice import practise_in_a_run
from tests.journeys.arrange_quizzes import answers_kept, open_quiz, points, unnamed_answers
from tests.journeys.arrange_team import places_of, somebody_with_a_gap
from tests.journeys.planned import hours_of, two_in_a_room
from tests.journeys.public_pages import confidential_words, pages_of_every_kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

NUMBERS = count(1)
ORGANISER = "KLADKI"


def open_run(
    course: str,
    *,
    capacity: int = 10,
    begins_in_minutes: int = -1,
    minutes: int = 90,
    trainer: str = "",
    language: str = "uk",
    gives_certificate: bool = True,
) -> dict[str, Any]:
    """An edition of one meeting, open to whoever comes, in a room of its own."""
    begins = timezone.now() + timedelta(minutes=begins_in_minutes)
    ends = begins + timedelta(minutes=minutes)
    number = next(NUMBERS)
    organiser = Organisation.objects.get(code=ORGANISER)
    Course.objects.filter(code=course).update(gives_certificate=gives_certificate)
    room = Room.objects.create(
        name_pl=f"Sala Olcha {number}",
        name_uk=f"Зала «Вільха» {number}",
        name_en=f"Alder Room {number}",
        organisation=organiser,
        address="ul. Kładkowa 7, Wrocław",
        capacity=capacity,
        is_step_free=True,
    )
    run = Run.objects.create(
        course=Course.objects.get(code=course),
        code=f"{course}-STORY-{uuid4().hex[:6]}",
        organiser=organiser,
        funder=Organisation.objects.filter(is_funder=True).first(),
        capacity=capacity,
        booking_closes_at=ends,
        cancel_hours_before=1,
        room=room,
        offers_childcare=True,
        offers_interpreter=True,
    )
    RunLanguage.objects.create(run=run, language=language)
    teachers = [_person(trainer)] if trainer else []
    _let_off(teachers, begins, ends)
    session = add_session(run, starts_at=begins, ends_at=ends, room=room, kind="theory", trainers=teachers)
    publish_run(run)
    return {"run": str(run.uuid), "session": str(session.uuid), "code": run.code, "pages": _pages(run.course)}


def seat(run: str, *, given_name: str, family_name: str, language: str = "pl") -> dict[str, str]:
    """Somebody invented takes a place, or stands in the queue."""
    person = _somebody(given_name, family_name, language)
    place = take_place(person, in_run=Run.objects.get(uuid=run), booked_by=person)
    return {"email": person.email, "status": place.status, "pass": pass_address(pass_of(person))}


def give_back(run: str, *, email: str) -> str:
    """Somebody gives their place back. Answers with where it stands then."""
    place = _place_of(run, email)
    return str(cancel_place(place, by=place.person).status)


def _place_of(run: str, email: str) -> Place:
    return Place.objects.select_related("run", "person").get(run__uuid=run, person__email=email)


def stranger() -> str:
    """The pass of somebody who has a place nowhere."""
    return pass_address(pass_of(_somebody("Solomiia", "Hnatiuk", "uk")))


def revoked_pass(run: str) -> str:
    """The old pass of somebody with a place."""
    person = _somebody("Bohdana", "Kravets", "uk")
    take_place(person, in_run=Run.objects.get(uuid=run), booked_by=person)
    old = pass_of(person)
    revoke_pass(old, by=person)
    return pass_address(old)


def messages(email: str) -> list[dict[str, Any]]:
    """What was written to an address, oldest first."""
    fields = ("kind", "subject", "text", "language", "status")
    return list(Message.objects.filter(address__iexact=email).order_by("pk").values(*fields))


def places(run: str) -> dict[str, str]:
    """Who stands where in a run."""
    held = Place.objects.filter(run__uuid=run).select_related("person")
    return {place.person.full_name: place.status for place in held}


def certificates(run: str) -> dict[str, dict[str, Any]]:
    """Who has which certificate from a run, and whether its paper is made."""
    earned = Certificate.objects.filter(enrolment__place__run__uuid=run).select_related("enrolment__person")
    return {
        each.enrolment.person.full_name: {"number": each.number, "is_frozen": bool(each.pdf)}
        for each in earned
    }


def _pages(course: Course) -> dict[str, str]:
    pages = {}
    for language in ("pl", "uk", "en"):
        with override(language):
            pages[language] = course_addresses(language)[course.pk]
    return pages


def bring_up_to_date() -> None:
    """The demonstration, which somebody loaded before, is of today and stands at this address."""
    refresh()


def leave_for(address: str) -> dict[str, Any]:
    """Let the quick exit lead there: where it led before, and a sensitive public page in each language."""
    facts = HouseFacts.objects.get()
    before, facts.quick_exit_address = facts.quick_exit_address, address
    facts.save()
    pages = InformationPage.objects.live().filter(is_sensitive=True).order_by("path")
    return {"before": before, "sensitive": [address_of(page) for page in pages]}


def _person(given_name: str) -> Person:
    """A persona of the demonstration, who alone of that name has a sign-in and a role."""
    return (
        Person.objects.filter(given_name=given_name, memberships__isnull=False)
        .exclude(user=None)
        .distinct()
        .get()
    )


def _somebody(given_name: str, family_name: str, language: str) -> Person:
    return Person.objects.create(
        given_name=given_name,
        family_name=family_name,
        email=f"{given_name}.{family_name}.{uuid4().hex[:6]}@example.org".lower(),
        language=language,
    )


def _let_off(people: list[Person], begins: datetime, ends: datetime) -> None:
    """Nobody can be in two places, so what the demonstration planned for these hours is given back."""
    for resource in resources_of_people(people):
        held = Reservation.objects.filter(
            resource=resource, active=True, starts_at__lt=ends, ends_at__gt=begins
        )
        for reservation in held.select_related("session"):
            release(reservation.session, resources=[resource])


VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb
    for verb in (
        open_run,
        bring_package,
        practise_in_a_run,
        learnt_from,
        seat,
        give_back,
        stranger,
        revoked_pass,
        messages,
        places,
        certificates,
        certificate_of_long_ago,
        learns_all_of_it,
        newest_certificate,
        withdraw,
        pages_of_every_kind,
        confidential_words,
        bring_up_to_date,
        leave_for,
        two_in_a_room,
        hours_of,
        open_help,
        book_help,
        visits,
        scans_of,
        lock_phones,
        phones_emptied,
        asks_at_the_door,
        asks_nothing_more,
        seat_child,
        open_home_course,
        progress_of,
        enrolment_address,
        open_quiz,
        answers_kept,
        points,
        unnamed_answers,
        somebody_with_a_gap,
        places_of,
    )
}


def main() -> None:
    for line in sys.stdin:
        wish = json.loads(line)
        close_old_connections()
        try:
            with transaction.atomic():
                answer = VERBS[wish.pop("verb")](**wish)
        except Exception as error:
            print(json.dumps({"error": repr(error)}), flush=True)
        else:
            print(json.dumps({"answer": answer}), flush=True)
