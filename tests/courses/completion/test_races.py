"""Two things complete a course in one moment, and there is one certificate; nothing waits for itself.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from courses.completion import conclude, review
from courses.completion.diary import change_entry, confirm
from courses.completion.errors import EntryChanged
from courses.completion.trainers_word import give_word, take_back_word
from courses.models import Certificate, DiaryEntry, Enrolment, TrainersWord
from courses.run_facts import RunFacts
from tests.factories.completion import DiaryEntryFactory, RequirementFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
Result = Enrolment.Result


def all_at_once(*acts):
    """Begin every act in the same moment; answers with what each returned or raised, in order."""
    starting_line = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            starting_line.wait(timeout=30)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(run, acts))


def learner():
    """Under way in a course that asks for practice and for the trainer's word."""
    step = RequirementFactory(practice=True)
    RequirementFactory(course=step.course)
    return EnrolmentFactory(course=step.course)


def standing(enrolment):
    enrolment.refresh_from_db()
    valid = enrolment.certificates.filter(status=Certificate.Status.VALID).count()
    return enrolment.result, valid, enrolment.certificates.count()


@pytest.mark.parametrize("_again", range(3))
def test_the_last_two_steps_in_one_moment_give_one_certificate(_again):
    enrolment, trainer = learner(), PersonFactory()
    entry = DiaryEntryFactory(enrolment=enrolment)

    all_at_once(
        lambda: give_word(enrolment, by=trainer),
        lambda: confirm(entry, by=trainer, version=1),
        lambda: review(enrolment),
    )

    assert standing(enrolment) == (Result.COMPLETED, 1, 1)


def test_rows_written_by_two_before_either_looks_make_nobody_wait_for_ever():
    """Each row that refers to the enrolment holds its key until the transaction ends."""
    enrolment, trainer = learner(), PersonFactory()
    both_have_written = Barrier(2)

    def write(row):
        def act():
            with transaction.atomic():
                row()
                if connection.vendor == "postgresql":
                    both_have_written.wait(timeout=30)
                return review(enrolment)

        return act

    answers = all_at_once(
        write(lambda: TrainersWord.objects.create(enrolment=enrolment, by=trainer)),
        write(
            lambda: DiaryEntry.objects.create(
                enrolment=enrolment,
                day=date(2026, 11, 2),
                minutes=120,
                words="Lekcje",
                decision="accepted",
                supervisor=trainer,
                decided_at=timezone.now(),
            )
        ),
    )

    assert [type(answer) for answer in answers] == [Enrolment, Enrolment]
    assert standing(enrolment) == (Result.COMPLETED, 1, 1)


def test_a_word_given_and_taken_back_in_one_moment_leaves_paper_and_result_agreeing():
    enrolment, trainer = learner(), PersonFactory()
    DiaryEntryFactory(enrolment=enrolment, confirmed=True)
    give_word(enrolment, by=trainer)

    all_at_once(
        lambda: take_back_word(enrolment, by=trainer, note="Za wcześnie"),
        lambda: review(enrolment),
        lambda: give_word(enrolment, by=PersonFactory()),
    )

    result, valid, _all = standing(enrolment)
    words = TrainersWord.objects.filter(enrolment=enrolment, taken_back_at=None).count()
    assert (result == Result.COMPLETED) == (valid == 1) == (words == 1)


def test_attendance_corrected_twice_in_one_moment_leaves_one_valid_certificate():
    enrolment, organiser = EnrolmentFactory(course=CourseFactory()), OrganisationFactory()
    facts = RunFacts(organiser=organiser, first_day=date(2026, 11, 2), last_day=date(2026, 11, 30))

    def counted(minutes):
        return lambda: conclude(
            enrolment, theory_minutes=minutes, practice_minutes=0, planned_minutes=270, facts=facts
        )

    counted(270)()
    all_at_once(*(counted(minutes) for minutes in (270, 260, 250, 240)))

    result, valid, _all = standing(enrolment)
    paper = enrolment.certificates.get(status=Certificate.Status.VALID)
    assert (result, valid) == (Result.COMPLETED, 1)
    assert float(paper.statement["hours"]["theory"].replace(",", ".")) == round(
        enrolment.theory_minutes / 45, 1
    )


def test_what_changes_while_it_is_confirmed_is_either_confirmed_or_changed():
    enrolment, trainer = learner(), PersonFactory()
    entry = DiaryEntryFactory(enrolment=enrolment)

    _changed, confirmed = all_at_once(
        lambda: change_entry(entry, day=entry.day, minutes=600, words="Więcej"),
        lambda: confirm(entry, by=trainer, version=1),
    )

    entry.refresh_from_db()
    assert (entry.is_confirmed, entry.minutes) in {(True, 120), (False, 600)}
    assert entry.is_confirmed or isinstance(confirmed, EntryChanged)
