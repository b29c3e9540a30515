"""Everybody who completed a course and has no certificate gets one, made by a worker."""

import pytest
from django.utils import timezone

from courses import certificates, tasks
from courses.certificates import bulk
from courses.models import Certificate, Enrolment
from tests.factories.certificates import facts_of
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import PersonFactory


def completed(course, **changes):
    ended = {"result": "completed", "ended_at": timezone.now(), "theory_minutes": 270}
    return EnrolmentFactory(**{"course": course, **ended, **changes})


@pytest.fixture
def course(mops):
    return CourseFactory(organiser=mops)


def test_whoever_misses_one_gets_it_with_its_pdf(course):
    enrolments = [completed(course) for _ in range(3)]

    tasks.issue_certificates([one.pk for one in enrolments])

    made = Certificate.objects.all()
    assert {one.enrolment_id for one in made} == {one.pk for one in enrolments}
    assert all(one.pdf and len(one.sha256) == 64 for one in made)


def test_again_it_changes_nothing(course):
    ids = [completed(course).pk]
    bulk.issue_missing(ids)

    assert bulk.issue_missing(ids).issued == 0
    assert Certificate.objects.count() == 1


def test_nobody_gets_one_who_has_not_completed_or_whose_was_withdrawn(course, mops, pan_adam):
    EnrolmentFactory(course=course)
    completed(CourseFactory(organiser=mops, gives_certificate=False))
    withdrawn = completed(course)
    certificates.revoke(certificates.issue(withdrawn, facts=facts_of(mops)), reason="Pomyłka", by=pan_adam)

    assert not bulk.missing(Enrolment.objects.all()).exists()


def test_one_that_cannot_be_made_does_not_keep_the_others_from_theirs(course):
    nameless = completed(course, person=PersonFactory(given_name="", family_name=""))
    nobodys = completed(CourseFactory())
    named = completed(course)

    report = bulk.issue_missing([nameless.pk, nobodys.pk, named.pk])

    assert (report.issued, report.left_out) == (1, 2)
    assert Certificate.objects.get().number.split("-")[2] == "00001"


def test_workers_get_them_in_portions(course, monkeypatch):
    monkeypatch.setattr(bulk, "A_TASK", 2)
    asked = []
    monkeypatch.setattr(bulk.current_app, "send_task", lambda _name, args, **_: asked.append(args[0]))
    ids = [completed(course).pk for _ in range(5)]

    assert bulk.hand_to_workers(Enrolment.objects.all()) == 5
    assert asked == [ids[:2], ids[2:4], ids[4:]]
