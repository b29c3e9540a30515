"""An editor writes the rule of a course step by step, and reads it as the learner will."""

from decimal import Decimal

import pytest
from django.urls import reverse

from courses.completion.ruling import review_all
from courses.completion.trainers_word import give_word
from courses.models import Enrolment, Requirement
from tests.factories.completion import RecognitionFactory, RequirementFactory, SelfPacedFactory
from tests.factories.courses import EnrolmentFactory

Kind = Requirement.Kind


@pytest.fixture
def course(mops):
    return SelfPacedFactory(organiser=mops, title="Praktyka rodzinna")


def add(client, course, kind, **typed):
    return client.post(reverse("course:rule_add", args=[course.pk, kind]), typed)


def test_steps_are_added_in_per_cent_and_hours_and_read_as_sentences(client, pan_adam, course):
    client.force_login(pan_adam.user)
    add(client, course, Kind.PLANNED_SHARE, percent="80")
    add(client, course, Kind.PRACTICE_HOURS, hours="7.5")
    add(client, course, Kind.FILE, words_pl="Opis dnia z dzieckiem")

    page = client.get(reverse("course:rule", args=[course.pk])).content.decode()

    kept = list(course.requirements.values_list("kind", "share", "minutes"))
    assert kept == [
        (Kind.PLANNED_SHARE, Decimal("0.80"), None),
        (Kind.PRACTICE_HOURS, None, 450),
        (Kind.FILE, None, None),
    ]
    assert "Opis dnia z dzieckiem" in page


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.PLANNED_SHARE, {"percent": "0"}),
        (Kind.PLANNED_SHARE, {"percent": "101"}),
        (Kind.HELD_SHARE, {"percent": ""}),
        (Kind.PRACTICE_HOURS, {"hours": "0"}),
        (Kind.PRACTICE_HOURS, {"hours": "all day"}),
        (Kind.FILE, {"words_pl": ""}),
    ],
)
def test_a_step_that_asks_for_nothing_is_refused_beside_its_field(client, pan_adam, course, kind, typed):
    client.force_login(pan_adam.user)

    answer = add(client, course, kind, **typed)

    assert answer.status_code == 422
    assert not course.requirements.exists()


def test_a_step_that_a_rule_holds_once_is_not_offered_again(client, pan_adam, course):
    RequirementFactory(course=course, practice=True)
    client.force_login(pan_adam.user)

    assert add(client, course, Kind.PRACTICE_HOURS, hours="2").status_code == 404


def test_steps_are_moved_changed_and_taken_out(client, pan_adam, course):
    first = RequirementFactory(course=course, position=0)
    second = RequirementFactory(course=course, practice=True, position=1)
    client.force_login(pan_adam.user)

    client.post(reverse("course:rule_up", args=[course.pk, second.pk]))
    client.post(reverse("course:rule_change", args=[course.pk, second.pk]), {"hours": "4"})
    client.post(reverse("course:rule_remove", args=[course.pk, first.pk]))

    assert list(course.requirements.values_list("kind", "minutes")) == [(Kind.PRACTICE_HOURS, 240)]


def test_any_of_the_steps_may_do(client, pan_adam, course):
    client.force_login(pan_adam.user)

    client.post(reverse("course:rule_needed", args=[course.pk]), {"needed": "any"})
    client.post(reverse("course:rule_needed", args=[course.pk]), {"needed": "none"})

    course.refresh_from_db()
    assert course.completion == "any"


def test_a_rule_that_asks_for_less_completes_those_who_meet_it(course, irena):
    RequirementFactory(course=course)
    extra = RequirementFactory(course=course, practice=True)
    enrolment = EnrolmentFactory(course=course)
    other = EnrolmentFactory(course=course)
    give_word(enrolment, by=irena)
    extra.delete()

    completed = review_all(course.pk)

    enrolment.refresh_from_db()
    other.refresh_from_db()
    assert completed == 1
    assert (enrolment.result, other.result) == (Enrolment.Result.COMPLETED, Enrolment.Result.UNDER_WAY)


def test_the_coordinator_of_another_organisation_cannot_change_the_rule(client, pani_beata, course):
    client.force_login(pani_beata.user)

    assert client.get(reverse("course:rule", args=[course.pk])).status_code == 404
    assert add(client, course, Kind.TRAINERS_WORD).status_code == 404


def test_the_page_of_a_course_tells_how_it_is_completed(client, pan_adam, course):
    RequirementFactory(course=course, kind=Kind.FILE, words_pl="Opis dnia z dzieckiem")
    client.force_login(pan_adam.user)

    page = client.get(reverse("course:inspect", args=[course.pk])).content.decode()

    assert "Opis dnia z dzieckiem" in page
    assert reverse("course:rule", args=[course.pk]) in page
    assert "80%" in page
    assert "0.80" not in page


def test_the_page_of_a_learner_shows_the_checklist_and_leads_to_what_waits(client, pan_adam, course):
    RequirementFactory(course=course, practice=True)
    enrolment = EnrolmentFactory(course=course)
    client.force_login(pan_adam.user)

    page = client.get(reverse("enrolment:inspect", args=[enrolment.pk])).content.decode()
    listed = client.get(reverse("enrolment:index"), {"q": enrolment.person.family_name}).content.decode()

    assert reverse("learn:supervised", args=[enrolment.uuid]) in page
    assert enrolment.person.full_name in listed


def test_a_refusal_needs_words_and_the_person_reads_them(client, pan_adam, course):
    asked = RecognitionFactory(course=course)
    client.force_login(pan_adam.user)
    refuse = reverse("recognition:refuse", args=[asked.pk])

    without = client.post(refuse, {"reason": ""})
    client.post(refuse, {"reason": "To kurs z innej dziedziny"})

    asked.refresh_from_db()
    assert without.status_code == 422
    assert (asked.decision, asked.reason) == ("refused", "To kurs z innej dziedziny")


def test_documents_of_others_are_not_there_for_another_organisation(client, pani_beata, course):
    asked = RecognitionFactory(course=course)
    client.force_login(pani_beata.user)

    assert client.get(reverse("recognition:inspect", args=[asked.pk])).status_code == 404
    assert client.get(reverse("recognition:document", args=[asked.pk])).status_code == 404
