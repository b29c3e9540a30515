"""Somebody thinks of foster care: a path opens, moves on by what they do, and never goes back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from attendance.door.checkin import note
from attendance.door.events import DoorEvent
from attendance.models import Scan
from attendance.records.closing import close_session
from courses import candidates
from courses.candidates import PathEnded, express_interest, note_step, take_over, withdraw
from courses.completion import conclude
from courses.models import CandidatePath, CandidateStep
from courses.newcomers import Newcomer, Reach, recognise
from courses.run_facts import RunFacts
from lms.messaging.models import Message
from lms.people.models import Acceptance, InformationClause, Person
from lms.people.sign_up import sign_in_for
from lms.privacy.models import AuditEntry
from sessions.booking import take_place
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import InformationClauseFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

Stage = CandidatePath.Stage
HALINA = Newcomer(given_name="Halina", family_name="Maj", language="pl")
BY_MAIL = Reach(email="halina@example.org", phone="600 100 200")


@pytest.fixture
def path(mops, marta):
    return express_interest(person=marta, organisation=mops, reach=Reach(email=marta.email))


@pytest.fixture
def evening(mops):
    return RunFactory(organiser=mops, course=CourseFactory(candidate_stage="evening"))


@pytest.fixture
def training():
    return CourseFactory(candidate_stage="training", gives_certificate=True)


def stages(path):
    return list(path.steps.values_list("stage", flat=True))


def mails(kind):
    return Message.objects.filter(kind=kind)


# --- asking


def test_a_word_of_interest_opens_a_path_and_is_told_to_the_person_and_the_coordinators(
    mops, pan_adam, pani_beata
):
    path = express_interest(person=HALINA, organisation=mops, reach=BY_MAIL, message="Mamy wolny pokój.")

    assert path.stage == Stage.INTERESTED
    assert stages(path) == [Stage.INTERESTED]
    assert path.message == "Mamy wolny pokój."
    assert mails("candidate_welcome").get().address == "halina@example.org"
    assert [mail.recipient for mail in mails("candidate_new")] == [pan_adam]


def test_the_coordinators_mailbox_does_not_learn_who_asked(mops, pan_adam):
    express_interest(person=HALINA, organisation=mops, reach=BY_MAIL, message="Sekret")

    mail = mails("candidate_new").get()
    said = mail.subject + mail.text + mail.html
    assert not [word for word in ("Halina", "Maj", "halina@", "600 100", "Sekret") if word in said]


@pytest.mark.parametrize(
    ("reach", "told"),
    [
        (Reach(phone="600 100 200"), []),
        (Reach(phone="600 100 200", may_leave_message=True), [("sms", "600 100 200")]),
        (Reach(email="h@example.org", phone="600 100 200"), [("email", "h@example.org")]),
    ],
)
def test_nothing_is_sent_where_it_may_not_be(mops, reach, told):
    express_interest(person=HALINA, organisation=mops, reach=reach)

    assert list(mails("candidate_welcome").values_list("channel", "address")) == told


def test_asking_twice_is_one_path_and_one_person(mops, pan_adam):
    first = express_interest(person=HALINA, organisation=mops, reach=BY_MAIL, message="Pierwsze.")
    again = Newcomer(given_name="halina", family_name="MAJ", language="uk")
    second = express_interest(
        person=again, organisation=mops, reach=Reach(phone="+48 600-100-200"), message="Drugie."
    )

    assert second == first
    assert second.message == "Pierwsze.\n\nDrugie."
    assert Person.objects.filter(family_name="Maj").count() == 1
    assert mails("candidate_new").count() == 1


def test_a_second_form_changes_nothing_that_is_known(mops):
    express_interest(person=HALINA, organisation=mops, reach=BY_MAIL)
    loud = Reach(email="halina@example.org", phone="999 999 999", call_when="evening", may_leave_message=True)

    path = express_interest(person=HALINA, organisation=mops, reach=loud)

    assert (path.phone, path.call_when, path.may_leave_message) == ("600 100 200", "any", False)


def test_whoever_knows_a_name_and_a_phone_cannot_have_calls_and_mails_led_to_themselves(mops, pan_adam):
    express_interest(person=HALINA, organisation=mops, reach=Reach(phone="600 100 200"))
    theirs = Reach(phone="600 100 200", email="obcy@example.org", may_leave_message=True)

    path = express_interest(person=HALINA, organisation=mops, reach=theirs, message="To ja.")
    take_over(path, by=pan_adam)

    path.refresh_from_db()
    assert (path.email, path.may_leave_message, path.person.email) == ("", False, "")
    assert path.message.startswith("To ja.\n")
    assert "obcy@example.org" in path.message
    assert "600 100 200" not in path.message


def test_somebody_signed_in_adds_what_was_missing(mops, marta):
    express_interest(person=marta, organisation=mops, reach=Reach(email=marta.email))

    path = express_interest(
        person=marta, organisation=mops, reach=Reach(phone="600 100 200", call_when="evening")
    )

    assert (path.phone, path.call_when, path.message) == ("600 100 200", "evening", "")


def test_two_people_of_one_address_have_a_path_each(mops):
    one = express_interest(person=HALINA, organisation=mops, reach=BY_MAIL)
    other = express_interest(
        person=Newcomer(given_name="Jan", family_name="Maj", language="pl"), organisation=mops, reach=BY_MAIL
    )

    assert one.person != other.person


def test_whoever_the_house_knows_is_neither_changed_nor_given_away(mops, oksana):
    before = Person.objects.filter(pk=oksana.pk).values().get()
    typed = Newcomer(given_name="Oksana", family_name="Shevchenko", language="pl")

    path = express_interest(person=typed, organisation=mops, reach=Reach(email=oksana.email))

    assert path.person != oksana
    assert path.person.email == ""
    assert Person.objects.filter(pk=oksana.pk).values().get() == before


def test_a_typed_address_opens_no_sign_in(mops):
    express_interest(person=HALINA, organisation=mops, reach=BY_MAIL)

    assert sign_in_for("halina@example.org") is None


def test_the_clause_that_was_read_is_noted_in_its_version(mops):
    clause = InformationClauseFactory(purpose=InformationClause.Purpose.CANDIDATE, version="2026-11")

    path = express_interest(person=HALINA, organisation=mops, reach=BY_MAIL, clause=clause)

    accepted = Acceptance.objects.get()
    assert (accepted.person, accepted.clause.version) == (path.person, "2026-11")


def test_somebody_signed_in_finds_the_path_they_opened_before(mops, marta):
    typed = Newcomer(given_name="Marta", family_name="Kowalska", language="pl")
    asked = express_interest(person=typed, organisation=mops, reach=Reach(email="Marta@example.org"))

    found = express_interest(person=marta, organisation=mops, reach=Reach(email=marta.email))

    assert found == asked
    assert found.person == marta
    assert Person.objects.filter(given_name="Marta").count() == 1


def test_a_name_alike_does_not_take_over_somebody_elses_path(mops, marta):
    typed = Newcomer(given_name="Marta", family_name="Kowalska", language="pl")
    express_interest(person=typed, organisation=mops, reach=Reach(phone="600 100 200"))
    marta.phone = "600 100 200"
    marta.save()

    path = express_interest(person=marta, organisation=mops, reach=Reach(email=marta.email))

    assert CandidatePath.objects.count() == 2
    assert path.message == ""


# --- the way


def test_a_step_is_written_once(path, pan_adam):
    note_step(path, stage=Stage.INTERVIEW, by=pan_adam, note="Miła rozmowa.")
    path = note_step(path, stage=Stage.INTERVIEW, by=pan_adam, note="Jeszcze raz.")

    assert path.stage == Stage.INTERVIEW
    assert CandidateStep.objects.get(stage=Stage.INTERVIEW).note == "Miła rozmowa."


def test_what_is_written_down_late_moves_nobody_back(path, pan_adam):
    note_step(path, stage=Stage.TRAINING, by=None)

    path = note_step(path, stage=Stage.INTERVIEW, by=pan_adam)

    assert path.stage == Stage.TRAINING
    assert set(stages(path)) == {Stage.INTERESTED, Stage.INTERVIEW, Stage.TRAINING}


def test_stopping_is_no_step_of_the_way(path, pan_adam):
    with pytest.raises(ValueError, match="withdrawn"):
        note_step(path, stage=Stage.WITHDRAWN, by=pan_adam)


def test_whoever_has_stopped_goes_no_further_and_may_begin_anew(path, marta, mops, pan_adam):
    withdraw(path, by=pan_adam, note="Po przeprowadzce.")
    withdraw(path, by=pan_adam)

    with pytest.raises(PathEnded):
        note_step(path, stage=Stage.INTERVIEW, by=pan_adam)
    anew = express_interest(person=marta, organisation=mops, reach=Reach(email=marta.email))
    assert anew != path
    assert anew.is_open


def test_the_certificate_is_the_end(path, pan_adam):
    path = note_step(path, stage=Stage.CERTIFIED, by=None)

    assert not path.is_open
    with pytest.raises(PathEnded):
        withdraw(path, by=pan_adam)


def test_being_at_the_evening_moves_the_path_as_soon_as_the_list_is_handed_in(path, evening, marta, irena):
    session = SessionFactory(run=evening, today=True, trainers=[irena])
    SessionFactory(run=evening, starts_at=timezone.now() + timedelta(days=7))
    take_place(marta, in_run=evening, booked_by=marta)
    note(_arrival(marta), session=session, by=irena)

    close_session(session, by=irena)

    path.refresh_from_db()
    assert path.stage == Stage.EVENING
    assert path.steps.get(stage=Stage.EVENING).noted_by is None


def _arrival(person):
    return DoorEvent(
        event_id=uuid4(),
        device="phone",
        act=Scan.Act.ENTER,
        method=Scan.Method.LIST,
        happened_at=timezone.now(),
        person=person.uuid,
    )


def test_not_coming_moves_nothing(path, training, marta):
    candidates.note_attendance(marta, course=training, minutes=0)
    candidates.note_attendance(marta, course=CourseFactory(), minutes=90)

    path.refresh_from_db()
    assert path.stage == Stage.INTERESTED


@pytest.mark.parametrize(
    ("earned", "reached"), [(600, Stage.CERTIFIED), (60, Stage.TRAINING), (0, Stage.INTERESTED)]
)
def test_the_training_ends_as_it_ends(path, training, marta, mops, earned, reached):
    enrolment = EnrolmentFactory(person=marta, course=training)
    today = timezone.localdate()
    facts = RunFacts(organiser=mops, first_day=today, last_day=today)

    for _twice in range(2):
        conclude(enrolment, theory_minutes=earned, practice_minutes=0, planned_minutes=600, facts=facts)

    path.refresh_from_db()
    assert path.stage == reached


def test_taking_a_place_joins_what_was_typed_before_with_the_one_who_came(mops, evening, marta):
    typed = Newcomer(given_name="Marta", family_name="Kowalska", language="pl")
    path = express_interest(person=typed, organisation=mops, reach=Reach(email=marta.email))

    take_place(marta, in_run=evening, booked_by=marta)

    path.refresh_from_db()
    assert path.person == marta


# --- the coordinator


def test_taking_over_makes_the_contact_the_persons_own_as_far_as_it_is_safe(mops, pan_adam):
    path = express_interest(person=HALINA, organisation=mops, reach=BY_MAIL)

    take_over(path, by=pan_adam)

    person = Person.objects.get(family_name="Maj")
    assert (person.email, person.phone) == ("halina@example.org", "")
    assert CandidatePath.objects.get().coordinator == pan_adam


def test_an_address_that_somebody_has_stays_with_the_path(mops, pan_adam, marta):
    path = express_interest(person=HALINA, organisation=mops, reach=Reach(email=marta.email))

    take_over(path, by=pan_adam)

    assert Person.objects.filter(email=marta.email).get() == marta


def test_an_address_typed_under_the_name_of_somebody_known_opens_no_sign_in_to_them(mops, pan_adam):
    known = PersonFactory(given_name="Halina", family_name="Maj", email="", user=None)
    Person.objects.filter(pk=known.pk).update(created_at=timezone.now() - timedelta(days=30))
    path = express_interest(person=HALINA, organisation=mops, reach=BY_MAIL)

    path = recognise(path, as_person=Person.objects.get(pk=known.pk))
    take_over(path, by=pan_adam)

    known.refresh_from_db()
    path.refresh_from_db()
    assert (path.person, path.email, known.email) == (known, "halina@example.org", "")


def test_recognising_somebody_hands_over_all_that_was_the_newcomers(mops, marta):
    clause = InformationClauseFactory(purpose=InformationClause.Purpose.CANDIDATE)
    path = express_interest(person=HALINA, organisation=mops, reach=BY_MAIL, clause=clause)

    path = recognise(path, as_person=marta)

    assert path.person == marta
    assert mails("candidate_welcome").get().recipient == marta
    assert Acceptance.objects.get().person == marta
    assert not Person.objects.filter(family_name="Maj").exists()


def test_recognising_somebody_who_has_a_path_goes_on_with_theirs(path, mops, marta):
    other = express_interest(person=HALINA, organisation=mops, reach=BY_MAIL)

    going_on = recognise(other, as_person=marta)

    other.refresh_from_db()
    assert going_on == path
    assert other.stage == Stage.WITHDRAWN


def test_what_coordinators_do_is_in_the_log(mops, pan_adam):
    person = PersonFactory()
    path = express_interest(person=person, organisation=mops, reach=Reach(), by=pan_adam)
    note_step(path, stage=Stage.INTERVIEW, by=pan_adam)
    withdraw(path, by=pan_adam)

    done = AuditEntry.objects.filter(subject=person, actor=pan_adam.user).order_by("pk")
    assert list(done.values_list("action", flat=True)) == ["created", "changed", "changed"]
