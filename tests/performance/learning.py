"""Learning at home: a lesson somebody reads, and what content of SCORM keeps while they go through it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from courses.lessons.enrolling import enrol
from courses.models import LessonPage, Registration
from courses.packages.opening import begin
from lms.demo.pages import load_pages
from tests.factories.courses import EnrolmentFactory
from tests.factories.packages import make_package, open_for
from tests.factories.people import PersonFactory
from tests.performance.load import Ask
from tests.performance.scenes import Scene, address, signed_in


def read_a_lesson(rounds: int) -> tuple[str, Sequence[Ask]]:
    load_pages()
    page = LessonPage.objects.get(slug="wieczor-krok-po-kroku")
    person = PersonFactory(with_sign_in=True)
    enrol(person, course=page.lesson.course, by=person)
    return "lesson page, a learner", [Ask(urlsplit(page.full_url).path, headers=signed_in(person))] * rounds


def commit_of_scorm(rounds: int) -> tuple[str, Sequence[Ask]]:
    """Each of another learner, so that every saving begins a row and reads its score."""
    package = make_package("scorm12")
    return "SCORM: one saving of a unit", [_saving(begun(package)) for _ in range(rounds)]


def begun(package) -> Registration:
    person = PersonFactory(with_sign_in=True)
    registration = begin(EnrolmentFactory(course=package.course, person=person), package)
    open_for(registration)
    return registration


def _saving(registration: Registration) -> Ask:
    enrolment, package = registration.enrolment, registration.version.package
    core = {"lesson_status": "incomplete", "lesson_location": "3", "score": {"raw": "40"}}
    sent = {"unit": "I1", "launch": 1, "sequence": 1, "data": {"cmi": {"core": core}}}
    headers = signed_in(enrolment.person) | {
        "Content-Type": "application/json",
        "X-Registration": registration.uuid.hex,
    }
    path = address("learn:package_save", enrolment.uuid, package.uuid)
    return Ask(path, "POST", json.dumps(sent).encode(), headers, expects=200)


ALL: list[Scene] = [read_a_lesson, commit_of_scorm]
