"""What is measured: each scene lays its data down and gives the requests."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse
from django.utils import timezone, translation

from attendance.codes.passes import pass_of
from courses.models import Course, CourseIndexPage, CoursePage
from lms.demo.catalogue import FACTS
from lms.demo.pages import load_pages
from lms.people.models import Person, Role, User
from lms.people.roles import grant
from lms.people.second_factor import SEEN
from sessions.booking import take_place
from sessions.household import ME
from sessions.models import Place, Run, Session
from sessions.views.journey import WHO, Journey
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory
from tests.performance.load import Ask

Scene = Callable[[int], tuple[str, Sequence[Ask]]]
FORM = "application/x-www-form-urlencoded"


def signed_in(person: Person, **remembered: object) -> dict[str, str]:
    """The headers of a browser in which this person signed in, and what is remembered of the visit."""
    user: User = person.user
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(remembered)
    session.create()
    token = _get_new_csrf_string()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    return {"Cookie": cookies, "X-CSRFToken": token}


def address(name: str, *args: object) -> str:
    with translation.override("pl"):
        return reverse(name, args=args)


def a_run(**facts: object) -> Run:
    """A run of one meeting next week, open for everybody, with nothing to ask for."""
    run = RunFactory(**facts)
    SessionFactory(run=run)
    return run


def _ask_for_a_place(run: Run) -> Ask:
    answers = {Journey.kept_as: {str(run.uuid): {WHO: {"who": [ME]}}}}
    headers = signed_in(PersonFactory(with_sign_in=True), **answers) | {"Content-Type": FORM}
    done = address("book:done", run.uuid)
    return Ask(address("book:check", run.uuid), "POST", b"send=1", headers, expects=302, leads_to=done)


def take_a_place(rounds: int) -> tuple[str, Sequence[Ask]]:
    run = a_run(capacity=rounds)
    return "take a place", [_ask_for_a_place(run) for _ in range(rounds)]


def a_session_today(*, people: int) -> tuple[Person, Session]:
    house = OrganisationFactory(code="MOPS")
    trainer = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=trainer, at=house)
    run = RunFactory(organiser=house, capacity=max(people, 1))
    session = SessionFactory(run=run, today=True, trainers=[trainer])
    for _ in range(people):
        person = PersonFactory()
        take_place(person, in_run=run, booked_by=person)
    return trainer, session


def check_one_in(rounds: int) -> tuple[str, Sequence[Ask]]:
    trainer, session = a_session_today(people=rounds)
    headers = signed_in(trainer) | {"Content-Type": "application/json"}
    now = timezone.now().isoformat()

    def scan(person: Person) -> Ask:
        event = {
            "event_id": str(uuid.uuid4()),
            "session": str(session.uuid),
            "act": "enter",
            "method": "camera",
            "code": pass_of(person).secret,
            "happened_at": now,
        }
        told = {"device": "bench", "sent_at": now, "events": [event]}
        return Ask("/api/v1/desk/scans", "POST", json.dumps(told).encode(), headers)

    return "check in one pass through the API", [scan(place.person) for place in session.run.places.all()]


def desk_today(rounds: int) -> tuple[str, Sequence[Ask]]:
    trainer, _session = a_session_today(people=30)
    return "Desk: today", [Ask(address("desk:today"), headers=signed_in(trainer))] * rounds


def desk_list(rounds: int) -> tuple[str, Sequence[Ask]]:
    trainer, session = a_session_today(people=30)
    return "Desk: the list of thirty", [
        Ask(address("desk:session", session.uuid), headers=signed_in(trainer))
    ] * rounds


def _public_page(page: CoursePage | CourseIndexPage, rounds: int, *, fresh: bool = False) -> Sequence[Ask]:
    """A page as a stranger asks for it; ``fresh`` gives each request words that nobody asked for before."""
    path = urlsplit(page.full_url).path
    return [Ask(f"{path}?q=kurs{number}" if fresh else path) for number in range(rounds)]


def course_page(rounds: int) -> tuple[str, Sequence[Ask]]:
    load_pages()
    course = Course.objects.get(code="OPIEK")
    for _ in range(6):
        a_run(course=course)
    page = CoursePage.objects.get(course=course, locale__language_code="pl")
    return "course page, a stranger", _public_page(page, rounds)


def catalogue_of_500(rounds: int) -> tuple[str, Sequence[Ask]]:
    courses = list(Course.objects.exclude(is_confidential=True).filter(code__in=FACTS))
    for number in range(500):
        a_run(course=courses[number % len(courses)], languages=["uk"])
    page = CourseIndexPage.objects.get(locale__language_code="pl")
    return "catalogue, 500 runs", _public_page(page, rounds)


def catalogue_search_of_500(rounds: int) -> tuple[str, Sequence[Ask]]:
    page = CourseIndexPage.objects.get(locale__language_code="pl")
    return "catalogue, 500 runs, a new search each time", _public_page(page, rounds, fresh=True)


def calendar_week_of_500(rounds: int) -> tuple[str, Sequence[Ask]]:
    """A week in which five hundred editions meet, as the widget of a coordinator asks for it."""
    house = OrganisationFactory(code="MOPS")
    coordinator = PersonFactory(with_sign_in=True)
    grant(Role.COORDINATOR, to=coordinator, at=house)
    trainers = [PersonFactory() for _ in range(20)]
    rooms = [RoomFactory(organisation=house) for _ in range(20)]
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
    opens = timezone.make_aware(datetime.combine(monday, time(8)))
    for number in range(500):
        begins = opens + timedelta(days=number % 5, hours=number // 5 % 10)
        run = RunFactory(organiser=house, languages=["uk"])
        SessionFactory(run=run, starts_at=begins, room=rooms[number % 20], trainers=[trainers[number % 20]])
    week = f"start={monday}&end={monday + timedelta(weeks=1)}"
    path = f"{address('calendar:entries')}?{week}"
    headers = signed_in(coordinator, **{SEEN: coordinator.user.pk})
    return "calendar, a week with 500 runs", [Ask(path, headers=headers)] * rounds


ALL: list[Scene] = [
    take_a_place,
    check_one_in,
    course_page,
    catalogue_of_500,
    catalogue_search_of_500,
    desk_today,
    desk_list,
    calendar_week_of_500,
]


# --- a rush ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    confirmed: int
    waiting: int
    is_in_order: bool
    has_doubles: bool


def a_rush(*, seats: int, people: int) -> tuple[Run, list[Ask]]:
    run = a_run(capacity=seats)
    return run, [_ask_for_a_place(run) for _ in range(people)]


def outcome_of(run: Run) -> Outcome:
    """What the table says: the queue must stand in the order in which the places were accepted."""
    held = Place.objects.filter(run=run).held()
    queue = list(held.waiting().values_list("pk", flat=True))
    people = list(held.values_list("person_id", flat=True))
    return Outcome(
        confirmed=held.confirmed().count(),
        waiting=len(queue),
        is_in_order=queue == sorted(queue),
        has_doubles=len(people) != len(set(people)),
    )
