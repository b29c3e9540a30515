"""A learner writes a diary and hands a file in; those who teach them read it and say whether it will do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.completion.steps import checklist
from courses.models import Decision, DiaryEntry, Enrolment, HandedIn, TrainersWord
from lms.messaging.models import Message
from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from tests.factories.completion import (
    DiaryEntryFactory,
    HandedInFactory,
    RequirementFactory,
    a_text,
)
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory


@pytest.fixture
def course(mops):
    step = RequirementFactory(practice=True, course__organiser=mops, course__title="Praktyka rodzinna")
    RequirementFactory(course=step.course, file=True)
    RequirementFactory(course=step.course)
    return step.course


@pytest.fixture
def enrolment(course, oksana):
    return EnrolmentFactory(course=course, person=oksana)


@pytest.fixture
def taught(enrolment, mops, irena):
    """The same in a run that Irena teaches."""
    run = RunFactory(course=enrolment.course, organiser=mops)
    SessionFactory(run=run, trainers=[irena])
    PlaceFactory(run=run, person=enrolment.person, enrolment=enrolment)
    return enrolment


def diary_of(enrolment):
    return reverse("learn:diary", args=[enrolment.uuid])


def typed(**changes):
    day = timezone.localdate() - timedelta(days=1)
    return {"day": day.isoformat(), "hours": "1", "minutes": "30", "words": "Lekcje"} | changes


def test_a_day_is_written_down_and_counted_as_waiting(client, oksana, enrolment):
    client.force_login(oksana.user)

    answer = client.post(diary_of(enrolment), typed())

    assert answer.status_code == 302
    entry = enrolment.diary_entries.get()
    assert (entry.minutes, entry.decision) == (90, Decision.WAITING)
    assert client.get(diary_of(enrolment)).context["waiting"] == 90


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": "", "minutes": ""},
        {"hours": "24", "minutes": "30"},
        {"day": "2099-01-01"},
        {"day": "yesterday"},
        {"words": ""},
    ],
)
def test_a_day_that_cannot_be_is_told_beside_its_field_and_nothing_is_kept(client, oksana, enrolment, wrong):
    client.force_login(oksana.user)

    answer = client.post(diary_of(enrolment), typed(**wrong))

    assert answer.status_code == 422
    assert not DiaryEntry.objects.exists()


def test_two_entries_cannot_make_a_day_longer_than_it_is(client, oksana, enrolment):
    client.force_login(oksana.user)
    client.post(diary_of(enrolment), typed(hours="20"))

    answer = client.post(diary_of(enrolment), typed(hours="5", words="Więcej"))

    assert answer.status_code == 422
    assert DiaryEntry.objects.count() == 1


def test_anothers_diary_is_not_there(client, marta, enrolment):
    client.force_login(marta.user)

    assert client.get(diary_of(enrolment)).status_code == 404


def test_a_confirmed_day_can_no_longer_be_changed(client, oksana, enrolment):
    entry = DiaryEntryFactory(enrolment=enrolment, confirmed=True)
    client.force_login(oksana.user)

    answer = client.post(reverse("learn:diary_entry", args=[enrolment.uuid, entry.uuid]), typed(remove="1"))

    assert answer.status_code == 404
    assert DiaryEntry.objects.filter(pk=entry.pk).exists()


def test_the_trainer_confirms_what_they_have_read(client, irena, taught):
    entry = DiaryEntryFactory(enrolment=taught)
    client.force_login(irena.user)
    page = client.get(reverse("learn:supervised", args=[taught.uuid])).content.decode()

    client.post(
        reverse("learn:decide_entry", args=[taught.uuid, entry.uuid]), {"decision": "accept", "version": "1"}
    )

    entry.refresh_from_db()
    assert "Odrabialiśmy lekcje." in page
    assert (entry.decision, entry.supervisor) == (Decision.ACCEPTED, irena)
    assert AuditEntry.objects.filter(action="viewed", subject=taught.person).exists()


def test_an_entry_changed_since_it_was_read_is_not_confirmed(client, irena, taught):
    entry = DiaryEntryFactory(enrolment=taught, version=2)
    client.force_login(irena.user)

    client.post(
        reverse("learn:decide_entry", args=[taught.uuid, entry.uuid]), {"decision": "accept", "version": "1"}
    )

    entry.refresh_from_db()
    assert entry.decision == Decision.WAITING


def test_what_is_sent_back_is_told_without_its_words(client, irena, taught):
    entry = DiaryEntryFactory(enrolment=taught)
    client.force_login(irena.user)

    client.post(
        reverse("learn:decide_entry", args=[taught.uuid, entry.uuid]),
        {"decision": "back", "version": "1", "answer": "Ile osób?"},
    )

    message = Message.objects.get(kind="work_sent_back")
    assert message.recipient == taught.person
    assert "Ile osób?" not in message.text + message.html


@pytest.fixture
def petro(mops):
    """Another trainer of the house."""
    person = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=person, at=mops)
    return person


@pytest.mark.parametrize("stranger", ["petro", "pani_beata"])
def test_who_neither_teaches_nor_coordinates_them_finds_nobody(request, client, taught, stranger):
    client.force_login(request.getfixturevalue(stranger).user)

    assert client.get(reverse("learn:supervised", args=[taught.uuid])).status_code == 404
    assert taught.person.full_name not in client.get(reverse("learn:supervising")).content.decode()


def test_the_coordinator_reads_those_who_learn_alone(client, pan_adam, enrolment):
    DiaryEntryFactory(enrolment=enrolment)
    client.force_login(pan_adam.user)

    page = client.get(reverse("learn:supervising")).content.decode()

    assert enrolment.person.full_name in page


def test_the_list_of_learners_costs_the_same_for_three_as_for_one(
    client, pan_adam, course, django_assert_max_num_queries
):
    DiaryEntryFactory(enrolment__course=course)
    client.force_login(pan_adam.user)
    client.get(reverse("learn:supervising"))
    with django_assert_max_num_queries(15) as one:
        client.get(reverse("learn:supervising"))
    DiaryEntryFactory(enrolment__course=course)
    HandedInFactory(requirement=course.requirements.get(kind="file"))

    with django_assert_max_num_queries(len(one)):
        client.get(reverse("learn:supervising"))


def test_a_file_is_handed_in_read_accepted_and_never_public(client, oksana, pan_adam, enrolment):
    step = enrolment.course.requirements.get(kind="file")
    page = reverse("learn:file", args=[enrolment.uuid, step.uuid])
    client.force_login(oksana.user)
    client.post(page, {"file": a_text("Danylo Koval.txt"), "words": "Proszę"})
    handed = HandedIn.objects.get()

    client.force_login(pan_adam.user)
    opened = client.get(reverse("learn:supervised_file", args=[enrolment.uuid, handed.uuid]))
    client.post(reverse("learn:decide_file", args=[enrolment.uuid, handed.uuid]), {"decision": "accept"})

    handed.refresh_from_db()
    assert handed.decision == Decision.ACCEPTED
    assert "Danylo" not in handed.file.name
    assert b"".join(opened.streaming_content) == b"Opis sytuacji"
    assert opened["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00 a program", b"", b"<html><script>alert(1)</script></html>", b"\x89PNG\r\n\x1a\n broken"],
)
def test_a_hostile_or_broken_file_is_refused_in_words(client, oksana, enrolment, content):
    step = enrolment.course.requirements.get(kind="file")
    client.force_login(oksana.user)

    answer = client.post(
        reverse("learn:file", args=[enrolment.uuid, step.uuid]), {"file": a_text("opis.pdf", content)}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not HandedIn.objects.exists()


def test_a_file_that_waits_can_be_taken_back(client, oksana, enrolment, django_capture_on_commit_callbacks):
    handed = HandedInFactory(enrolment=enrolment, requirement=enrolment.course.requirements.get(kind="file"))
    kept, name = handed.file.storage, handed.file.name
    client.force_login(oksana.user)
    assert "Oddaj" not in {step.url_label for step in checklist(enrolment)}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("learn:take_file_back", args=[enrolment.uuid, handed.uuid]))

    assert not HandedIn.objects.exists()
    assert not kept.exists(name)
    assert "Oddaj" in {step.url_label for step in checklist(enrolment)}


def test_the_trainer_gives_their_word_and_takes_it_back_with_a_reason(client, irena, taught):
    address = reverse("learn:say_word", args=[taught.uuid])
    client.force_login(irena.user)
    client.post(address, {"decision": "accept"})
    given = TrainersWord.objects.filter(taken_back_at=None).count()

    client.post(address, {"decision": "back", "answer": ""})
    without_reason = TrainersWord.objects.filter(taken_back_at=None).count()
    client.post(address, {"decision": "back", "answer": "To było o kimś innym"})

    assert (given, without_reason) == (1, 1)
    assert not TrainersWord.objects.filter(taken_back_at=None).exists()


def test_after_the_course_nothing_more_is_handed_in(client, oksana, enrolment):
    Enrolment.objects.filter(pk=enrolment.pk).update(result="completed", ended_at=timezone.now())
    client.force_login(oksana.user)

    assert client.get(diary_of(enrolment)).status_code == 404
