"""A course taken years ago in another city is recognised: what it gave is held, until it was an error."""

from datetime import date

import pytest

from courses.competences.earlier_learning import from_recognition
from courses.completion.errors import AlreadyDecided, NobodyDecides, ReasonMissing
from courses.completion.prerequisites import holds
from courses.completion.recognition import decide, take_back
from courses.models import Evidence
from lms.messaging.models import Message
from tests.factories.competences import CompetenceFactory, CourseGivesFactory
from tests.factories.completion import RecognitionFactory, SelfPacedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gives(basics):
    return CourseGivesFactory(course=basics, competence=CompetenceFactory(), level=2, valid_months=24)


@pytest.fixture
def basics():
    return SelfPacedFactory(valid_months=36)


@pytest.fixture
def asked(marta, basics, gives):
    return RecognitionFactory(person=marta, course=basics, learnt_on=date(2026, 3, 10), words="W Poznaniu")


def proofs(person):
    return Evidence.objects.accepted().filter(person=person)


def test_it_proves_what_the_course_gives_for_the_shorter_of_the_two_times(asked, marta, gives, pan_adam):
    decide(asked, accept=True, by=pan_adam)
    from_recognition(asked)

    proof = proofs(marta).get()
    assert (proof.kind, proof.competence, proof.level) == (Evidence.Kind.EXTERNAL, gives.competence, 2)
    assert (proof.achieved_on, proof.expires_on) == (date(2026, 3, 10), date(2028, 3, 10))
    assert (proof.words, proof.reviewed_by) == ("W Poznaniu", pan_adam)


def test_what_waits_or_is_refused_proves_nothing(asked, marta, pan_adam):
    assert from_recognition(asked) == []

    decide(asked, accept=False, by=pan_adam, reason="Za mało godzin")

    assert not proofs(marta).exists()


def test_a_confidential_course_proves_nothing_that_a_manager_could_read(asked, marta, basics, pan_adam):
    basics.is_confidential = True
    basics.save()

    decide(asked, accept=True, by=pan_adam)

    assert not proofs(marta).exists()


def test_what_was_recognised_in_error_counts_no_longer_and_the_person_reads_why(
    asked, marta, basics, pan_adam
):
    decide(asked, accept=True, by=pan_adam)

    take_back(asked, by=pan_adam, reason="Dokument innej osoby")

    proof = asked.evidence.get()
    assert (proof.decision, proof.ended_reason) == (Evidence.Decision.WITHDRAWN, "Dokument innej osoby")
    assert not holds(marta, basics)
    assert "Dokument innej osoby" in Message.objects.get(kind="recognition_refused").text


def test_nobody_takes_back_without_words_nor_their_own_nor_what_was_not_recognised(asked, marta, pan_adam):
    with pytest.raises(AlreadyDecided):
        take_back(asked, by=pan_adam, reason="Nie było")

    decide(asked, accept=True, by=pan_adam)

    with pytest.raises(ReasonMissing):
        take_back(asked, by=pan_adam, reason=" ")
    with pytest.raises(NobodyDecides):
        take_back(asked, by=marta, reason="Nie było")
