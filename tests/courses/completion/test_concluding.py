"""A course ends when its rule is met: step by step, in any order, and what was given is not taken back."""

from datetime import date
from decimal import Decimal

import pytest

from courses import certificates
from courses.completion import checklist, conclude, review
from courses.completion.diary import confirm, send_back, write_entry
from courses.completion.errors import NotAskedFor, NotYourLearner
from courses.completion.trainers_word import give_word, take_back_word
from courses.models import Certificate, Course, Enrolment, Requirement
from courses.run_facts import RunFacts
from tests.factories.completion import RequirementFactory, SelfPacedFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory

Kind = Requirement.Kind
Result = Enrolment.Result


@pytest.fixture
def course(mops):
    """Two hours of practice, and the trainer's word."""
    course = SelfPacedFactory(code="PRAK", organiser=mops)
    RequirementFactory(course=course, practice=True)
    RequirementFactory(course=course)
    return course


@pytest.fixture
def enrolment(course, oksana):
    return EnrolmentFactory(course=course, person=oksana)


def practise(enrolment, *, by, minutes=120):
    entry = write_entry(enrolment, day=date(2026, 11, 2), minutes=minutes, words="Lekcje z dzieckiem")
    return confirm(entry, by=by, version=entry.version)


def hours(enrolment, organiser, *, theory=270, planned=270):
    facts = RunFacts(organiser=organiser, first_day=date(2026, 11, 2), last_day=date(2026, 11, 30))
    conclude(enrolment, theory_minutes=theory, practice_minutes=0, planned_minutes=planned, facts=facts)
    enrolment.refresh_from_db()
    return enrolment


def papers(enrolment):
    return list(enrolment.certificates.order_by("pk").values_list("status", flat=True))


def test_the_last_step_completes_the_course_and_gives_the_certificate(enrolment, irena, mops):
    practise(enrolment, by=irena)
    enrolment.refresh_from_db()
    before = enrolment.result

    give_word(enrolment, by=irena)

    enrolment.refresh_from_db()
    assert before == Result.UNDER_WAY
    assert enrolment.result == Result.COMPLETED
    certificate = enrolment.certificates.get()
    assert certificate.statement["organiser"]["pl"] == mops.name
    assert certificate.statement["hours"]["practice"] == "2,7"  # two hours of 60 minutes, said in those of 45


def test_looking_again_gives_no_second_certificate(enrolment, irena):
    practise(enrolment, by=irena)
    give_word(enrolment, by=irena)

    review(enrolment)
    review(enrolment, is_correction=True)

    assert papers(enrolment) == [Certificate.Status.VALID]


def test_where_any_step_will_do_the_first_completes(course, enrolment, irena):
    Course.objects.filter(pk=course.pk).update(completion=Course.Completion.ANY)

    practise(enrolment, by=irena)

    enrolment.refresh_from_db()
    assert enrolment.result == Result.COMPLETED
    assert [step.is_met for step in checklist(enrolment)] == [True, False]


def test_a_word_taken_back_opens_the_course_again_and_revokes_the_certificate(enrolment, irena):
    practise(enrolment, by=irena)
    give_word(enrolment, by=irena)

    take_back_word(enrolment, by=irena, note="To było o kimś innym")

    enrolment.refresh_from_db()
    assert enrolment.result == Result.UNDER_WAY
    assert enrolment.ended_at is None
    assert papers(enrolment) == [Certificate.Status.REVOKED]
    give_word(enrolment, by=irena)
    assert papers(enrolment) == [Certificate.Status.REVOKED, Certificate.Status.VALID]


def test_practice_confirmed_in_error_counts_no_longer(enrolment, irena):
    entry = practise(enrolment, by=irena)
    give_word(enrolment, by=irena)

    send_back(entry, by=irena, version=entry.version, answer="Pomyliłam dni")

    enrolment.refresh_from_db()
    assert enrolment.result == Result.UNDER_WAY
    assert papers(enrolment) == [Certificate.Status.REVOKED]


def test_a_rule_that_grows_takes_nothing_from_those_who_met_it(course, enrolment, irena):
    practise(enrolment, by=irena)
    give_word(enrolment, by=irena)
    RequirementFactory(course=course, file=True)

    review(enrolment, is_correction=True)

    enrolment.refresh_from_db()
    assert enrolment.result == Result.COMPLETED
    assert [step.is_met for step in checklist(enrolment)] == [True, True]


def test_nobody_vouches_for_themselves(course, irena):
    own = EnrolmentFactory(course=course, person=irena)

    with pytest.raises(NotYourLearner):
        give_word(own, by=irena)


def test_a_word_that_no_rule_asks_for_is_not_written_down(irena):
    with pytest.raises(NotAskedFor):
        give_word(EnrolmentFactory(), by=irena)


@pytest.mark.parametrize(
    ("share", "planned", "ends"),
    [(0, 270, Result.NOT_COMPLETED), (216, 270, Result.COMPLETED), (215, 270, Result.NOT_COMPLETED)],
)
def test_a_course_without_steps_is_completed_by_the_share_of_the_hours_held(mops, share, planned, ends):
    enrolment = EnrolmentFactory(course=CourseFactory(required_share=Decimal("0.80")))

    hours(enrolment, mops, theory=share, planned=planned)

    assert enrolment.result == ends


def test_after_its_meetings_a_blended_course_goes_on_until_the_rest_is_done(mops, oksana, irena):
    course = CourseFactory()
    RequirementFactory(course=course, kind=Kind.HELD_SHARE, share=Decimal("0.80"))
    RequirementFactory(course=course)
    enrolment = EnrolmentFactory(course=course, person=oksana)

    hours(enrolment, mops)

    assert enrolment.result == Result.UNDER_WAY
    course.organiser = mops
    course.save()
    give_word(enrolment, by=irena)
    enrolment.refresh_from_db()
    assert enrolment.result == Result.COMPLETED
    assert enrolment.certificates.get().statement["hours"]["theory"] == "6"


def test_whoever_missed_the_meetings_of_a_blended_course_has_not_completed_it(mops, irena):
    course = CourseFactory()
    RequirementFactory(course=course, kind=Kind.HELD_SHARE, share=Decimal("0.80"))
    RequirementFactory(course=course)
    enrolment = EnrolmentFactory(course=course)
    give_word(enrolment, by=irena)

    hours(enrolment, mops, theory=100)

    assert enrolment.result == Result.NOT_COMPLETED


def test_attendance_corrected_after_the_certificate_supersedes_or_revokes_it(mops):
    enrolment = EnrolmentFactory()
    hours(enrolment, mops, theory=270)

    hours(enrolment, mops, theory=260)
    hours(enrolment, mops, theory=260)
    hours(enrolment, mops, theory=100)

    assert enrolment.result == Result.NOT_COMPLETED
    assert papers(enrolment) == [Certificate.Status.SUPERSEDED, Certificate.Status.REVOKED]


def test_what_was_revoked_by_hand_comes_back_when_the_hours_change_and_not_before(mops, pan_adam):
    enrolment = EnrolmentFactory()
    hours(enrolment, mops, theory=270)
    certificates.revoke(enrolment.certificates.get(), reason="Wydane niewłaściwej osobie", by=pan_adam)

    hours(enrolment, mops, theory=270)
    review(enrolment, is_correction=True)
    while_the_same = papers(enrolment)
    hours(enrolment, mops, theory=260)

    assert while_the_same == [Certificate.Status.REVOKED]
    assert papers(enrolment) == [Certificate.Status.REVOKED, Certificate.Status.VALID]


def test_the_share_of_the_hours_the_course_plans_does_not_shrink_with_what_a_run_holds(mops):
    course = CourseFactory(theory_hours=6)
    RequirementFactory(course=course, kind=Kind.PLANNED_SHARE, share=Decimal("0.80"))
    enrolment = EnrolmentFactory(course=course)

    hours(enrolment, mops, theory=180, planned=180)

    assert enrolment.result == Result.NOT_COMPLETED


def test_the_checklist_costs_the_same_for_three_entries_as_for_one(
    enrolment, irena, django_assert_num_queries
):
    write_entry(enrolment, day=date(2026, 11, 1), minutes=10, words="Raz")
    with django_assert_num_queries(5):
        checklist(Enrolment.objects.select_related("course").get(pk=enrolment.pk))
    write_entry(enrolment, day=date(2026, 11, 1), minutes=10, words="Dwa")
    write_entry(enrolment, day=date(2026, 11, 1), minutes=10, words="Trzy")

    with django_assert_num_queries(5):
        checklist(Enrolment.objects.select_related("course").get(pk=enrolment.pk))
