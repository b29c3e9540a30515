"""The demonstration is loaded once, whole, and stays alive on the days after."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from courses.certificates.renewal import renewable
from courses.competences.reviewing import waiting_for
from courses.completion.supervising import Supervised
from courses.models import (
    Badge,
    Certificate,
    Course,
    DiaryEntry,
    HandedIn,
    Package,
    PlanItem,
    Recognition,
)
from courses.quizzes.statistics import what_changed
from lms.demo.personas import personas
from lms.demo.seed import runs, seed
from lms.demo.seed.refresh import refresh
from lms.messaging.models import Message
from lms.people.models import Guardianship, Person
from sessions.clearances import lapsing
from sessions.gaps import open_gaps
from sessions.models import Place, Run, Service, Session, Specialist

pytestmark = pytest.mark.xdist_group("demonstration")


@pytest.fixture
def trainer():
    return Person.objects.get(email="irena.nowicka@example.org")


def counted():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_every_edition_has_the_people_of_its_story():
    told = {story.code: (story.told["taken"], story.told["waiting"]) for story in runs.stories()}

    assert told == {run.code: (run.seats_taken, run.people_waiting) for run in Run.objects.all()}


def test_the_counters_agree_with_the_places():
    for run in Run.objects.all():
        assert run.places.confirmed().count() == run.seats_taken
        assert run.places.waiting().count() == run.people_waiting


def test_loading_it_again_adds_nothing():
    before = counted()

    seed()

    assert counted() == before


def test_every_persona_comes_in_and_finds_a_page(client):
    for persona in personas():
        response = client.post(reverse("demo:enter", args=[persona.key]), follow=True)

        assert response.status_code == 200, persona.key


def test_the_trainer_has_something_to_do_today(trainer):
    today = Session.objects.on_day(timezone.localdate()).taught_by(trainer)

    assert today.count() == 3
    assert all(session.run.seats_taken for session in today)


def test_there_is_something_to_plan_with():
    therapists = Specialist.objects.filter(services__isnull=False).distinct()

    assert {one.person.given_name for one in therapists} == {"Olena", "Taras", "Lidia", "Iryna"}
    assert all(one.working_hours.exists() for one in therapists)
    assert set(Service.objects.values_list("code", flat=True)) == {"PSYCH", "LOGO", "TER-Z"}
    assert Session.objects.upcoming().filter(interpreter__isnull=False).exists()
    assert Session.objects.upcoming().filter(childcare__isnull=False).exists()


def test_the_coordinator_finds_leaves_lapses_and_people_who_ask():
    meetings = Session.objects.upcoming().select_related("run__course")
    late = {reason.person.given_name for _session, reason in lapsing(meetings)}

    assert {gap.session.run.course.code for gap in open_gaps()} >= {"KOMP-W", "TRAUMA"}
    assert late == {"Lidia"}
    assert Place.objects.filter(status=Place.Status.APPLIED).count() == 2


def test_finished_editions_gave_certificates_to_those_who_came():
    finished = Run.objects.filter(status=Run.Status.FINISHED)

    assert finished.exists()
    from_runs = Certificate.objects.filter(enrolment__place__isnull=False)
    assert set(from_runs.values_list("enrolment__place__run", flat=True)) == {run.pk for run in finished}
    assert not Session.objects.filter(run__in=finished, status=Session.Status.PLANNED).exists()


def test_every_room_of_learning_has_somebody_in_it():
    tomasz = Person.objects.get(email="tomasz.wojcik@example.org")
    lapsing = Certificate.objects.get(enrolment__person=tomasz, enrolment__course__code="PSEA")
    plan = tomasz.learning_plans.get()
    sen = {quiz.purpose: quiz for quiz in Course.objects.get(code="SEN").quizzes.all()}
    (changed,) = what_changed(sen["before"], sen["after"])

    assert [one.course.code for one in renewable(tomasz) if one.is_open] == ["PSEA-P"]
    assert lapsing.evidence.get().expires_on == lapsing.expires_on
    assert Certificate.objects.filter(status=Certificate.Status.SUPERSEDED).count() == 1
    assert Badge.objects.held().count() == 1
    assert changed.after > changed.before
    assert {entry.decision for entry in DiaryEntry.objects.all()} == {"accepted", "waiting"}
    assert {one.decision for one in Recognition.objects.all()} == {"accepted", "waiting"}
    assert HandedIn.objects.get().decision == "waiting"
    assert plan.is_review_due
    assert [item.is_overdue for item in plan.items.all()].count(True) == 1
    assert {item.proposed_by for item in plan.items.filter(status="proposed")} == {tomasz, plan.manager}
    assert PlanItem.objects.filter(step__isnull=False).count() == 4
    assert waiting_for(plan.manager).count() == 2
    assert Package.objects.on_offer().count() == 1


def test_practice_is_confirmed_by_the_trainer_and_by_the_coordinator():
    for email in ("irena.nowicka@example.org", "adam.zielinski@example.org"):
        supervised = Supervised.of(Person.objects.get(email=email))

        assert [one.person.given_name for one in supervised.waiting] == ["Natalia"], email


def test_the_guardian_has_two_children_and_what_is_next():
    oksana = Person.objects.get(email="oksana.shevchenko@example.org")

    assert Person.objects.in_care_of(oksana).count() == 2
    assert Place.objects.confirmed().filter(person=oksana).exists()
    assert Guardianship.objects.filter(verified_at=None).exists(), "the coordinator has something to verify"


def test_nothing_waits_to_be_sent_to_people_who_do_not_exist():
    assert Message.objects.exists()
    assert not Message.objects.exclude(status=Message.Status.SENT).exists()


def test_the_confidential_edition_is_named_in_no_message():
    confidential = Run.objects.filter(visibility=Run.Visibility.CONFIDENTIAL)
    keys = "|".join(str(place.uuid) for place in Place.objects.filter(run__in=confidential))
    messages = Message.objects.filter(key__regex=keys)

    assert messages.exists()
    for message in messages:
        assert len(re.findall(r"\S+", message.text)) == 2, "one word and a link"


def test_weeks_later_past_meetings_are_held_and_today_is_not_empty(trainer):
    later = timezone.now() + timedelta(days=45)

    with time_machine.travel(later):
        refresh()
        again = counted()
        refresh()

        assert Session.objects.on_day(timezone.localdate()).taught_by(trainer).exists()
        assert counted() == again
        midnight = timezone.localtime().replace(hour=0, minute=0)
        published = Run.objects.published()
        left_open = Session.objects.filter(
            run__in=published, status=Session.Status.PLANNED, ends_at__lt=midnight
        )
        assert not left_open.exists()
