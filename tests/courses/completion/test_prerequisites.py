"""Some courses come before others; what was learnt elsewhere, or in a course worth the same, counts too."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from courses.completion.errors import AlreadyDecided, NobodyDecides, ReasonMissing, RecognitionStands
from courses.completion.prerequisites import holds, missing_for, missing_for_each
from courses.completion.recognition import ask, decide, withdraw
from courses.lessons.enrolling import enrol
from courses.lessons.errors import PrerequisiteMissing
from courses.models import Enrolment, Recognition
from lms.messaging.models import Message
from lms.people.models import Person
from sessions.booking import take_place
from sessions.errors import CoursesComeFirst
from tests.factories.completion import RecognitionFactory, SelfPacedFactory, a_text
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import RunFactory


@pytest.fixture
def basics(mops):
    return CourseFactory(code="A-BASICS", title="Podstawy", organiser=mops)


@pytest.fixture
def advanced(basics):
    course = CourseFactory(code="B-MORE")
    course.prerequisites.add(basics)
    return course


def completed(person, course, *, days_ago=1):
    ended_at = timezone.now() - timedelta(days=days_ago)
    return EnrolmentFactory(
        person=person, course=course, result=Enrolment.Result.COMPLETED, ended_at=ended_at
    )


def asked_by(person, course):
    return ask(
        person,
        course=course,
        document=a_text("dyplom.txt"),
        learnt_on=timezone.localdate(),
        words="We Lwowie",
        by=person,
    )


def test_a_course_without_prerequisites_asks_for_nothing(oksana):
    assert missing_for(oksana, CourseFactory()) == []


def test_a_prerequisite_is_missing_until_it_is_completed(oksana, basics, advanced):
    before = missing_for(oksana, advanced)
    EnrolmentFactory(person=oksana, course=basics)
    under_way = missing_for(oksana, advanced)

    completed(oksana, basics)

    assert before == under_way == [basics]
    assert missing_for(oksana, advanced) == []


def test_a_course_worth_the_same_will_do(oksana, basics, advanced):
    twin = CourseFactory()
    twin.equivalents.add(basics)

    completed(oksana, twin)

    assert missing_for(oksana, advanced) == []


@pytest.mark.parametrize(("day", "counts"), [(10, True), (11, False)])
def test_what_was_learnt_counts_through_the_last_day_on_which_it_holds(oksana, basics, advanced, day, counts):
    basics.valid_months = 6
    basics.save()
    with time_machine.travel(datetime(2025, 11, 10, 12, tzinfo=UTC), tick=False):
        completed(oksana, basics, days_ago=0)

    with time_machine.travel(datetime(2026, 5, day, 12, tzinfo=UTC), tick=False):
        missing = missing_for(oksana, advanced)

    assert missing == ([] if counts else [basics])


def test_for_several_people_it_costs_as_much_as_for_one(oksana, basics, advanced, django_assert_num_queries):
    others = PersonFactory.create_batch(2)
    completed(others[0], basics)

    with django_assert_num_queries(4):
        missing = missing_for_each([oksana, *others], advanced)

    assert missing == {oksana.pk: [basics], others[0].pk: [], others[1].pk: [basics]}


def test_no_place_is_taken_before_the_first_course(oksana, basics, advanced):
    run = RunFactory(course=advanced)

    with pytest.raises(CoursesComeFirst) as refused:
        take_place(oksana, in_run=run, booked_by=oksana)

    assert refused.value.missing == {oksana: [basics]}
    completed(oksana, basics)
    assert take_place(oksana, in_run=run, booked_by=oksana).is_confirmed


def test_nobody_begins_alone_before_the_first_course(oksana, basics):
    course = SelfPacedFactory()
    course.prerequisites.add(basics)

    with pytest.raises(PrerequisiteMissing) as refused:
        enrol(oksana, course=course, by=oksana)

    assert refused.value.courses == [basics]


def test_what_was_learnt_elsewhere_is_recognised_and_opens_the_way(oksana, pan_adam, basics, advanced):
    asked = asked_by(oksana, basics)
    before = missing_for(oksana, advanced)

    decide(asked, accept=True, by=pan_adam)
    decide(asked, accept=True, by=pan_adam)

    assert before == [basics]
    assert holds(oksana, basics)
    assert missing_for(oksana, advanced) == []
    assert Message.objects.get(kind="recognition_accepted").recipient == oksana


def test_a_decision_is_taken_once_by_somebody_else_and_a_refusal_has_words(oksana, pan_adam, basics):
    asked = asked_by(oksana, basics)

    with pytest.raises(ReasonMissing):
        decide(asked, accept=False, by=pan_adam, reason=" ")
    with pytest.raises(NobodyDecides):
        decide(asked, accept=True, by=oksana)
    decide(asked, accept=False, by=pan_adam, reason="Za mało godzin")
    with pytest.raises(AlreadyDecided):
        decide(asked, accept=True, by=pan_adam)


def test_one_waits_for_an_answer_before_asking_again_and_may_ask_after_a_refusal(oksana, pan_adam, basics):
    asked = asked_by(oksana, basics)
    with pytest.raises(RecognitionStands):
        asked_by(oksana, basics)

    decide(asked, accept=False, by=pan_adam, reason="Nieczytelne")

    assert asked_by(oksana, basics).decision == Recognition.Decision.WAITING


def test_nobody_is_asked_where_nobody_stands_behind_the_course(oksana):
    with pytest.raises(NobodyDecides):
        asked_by(oksana, CourseFactory())


def test_what_is_withdrawn_is_gone_with_its_document(oksana, basics, django_capture_on_commit_callbacks):
    asked = asked_by(oksana, basics)
    kept, name = asked.document.storage, asked.document.name

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(asked, by=oksana)

    assert not Recognition.objects.exists()
    assert not kept.exists(name)


def test_a_document_is_shown_in_my_learning_for_oneself_or_a_child(client, oksana, danylo, basics):
    client.force_login(oksana.user)

    answer = client.post(
        reverse("learn:recognition_ask"),
        {
            "person": danylo.pk,
            "course": basics.pk,
            "document": a_text(),
            "learnt_on": "2025-05-01",
            "words": "W szkole we Lwowie",
        },
    )

    assert answer.status_code == 302
    asked = Recognition.objects.get()
    assert (asked.person, asked.asked_by) == (danylo, oksana)
    assert "Podstawy" in client.get(reverse("learn:recognition")).content.decode()


def test_nobody_asks_for_a_stranger_or_for_a_confidential_course(client, oksana, marta, mops, basics):
    secret = CourseFactory(confidential=True, organiser=mops)
    client.force_login(oksana.user)
    asked = {"document": a_text(), "learnt_on": "2025-05-01", "words": "Słowa"}

    for_another = client.post(
        reverse("learn:recognition_ask"), {**asked, "person": marta.pk, "course": basics.pk}
    )
    about_secret = client.post(
        reverse("learn:recognition_ask"), {**asked, "person": oksana.pk, "course": secret.pk}
    )

    assert (for_another.status_code, about_secret.status_code) == (422, 422)
    assert not Recognition.objects.exists()


def test_anothers_document_is_not_there(client, marta, basics):
    asked = RecognitionFactory(course=basics)
    client.force_login(marta.user)

    for name in ("learn:recognition_document", "learn:recognition_withdraw"):
        verb = client.post if name.endswith("withdraw") else client.get
        assert verb(reverse(name, args=[asked.uuid])).status_code == 404


def test_the_coordinator_who_decides_may_see_the_person(pan_adam, pani_beata, basics):
    from lms.people.permission_policies import visible

    asked = RecognitionFactory(course=basics)

    assert visible(Person, pan_adam.user).filter(pk=asked.person_id).exists()
    assert not visible(Person, pani_beata.user).filter(pk=asked.person_id).exists()
