"""Whoever reads goes on where they were: in another language, on another phone, after being offline."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from courses.lessons.enrolling import enrol
from courses.lessons.outline import outline_of, outlines_of
from courses.lessons.progress import finish_lesson, lessons_done, open_lesson, read_on
from courses.models import Enrolment, LessonProgress
from tests.factories.courses import EnrolmentFactory

pytestmark = pytest.mark.django_db
PARTS = ["a", "b", "c"]


@pytest.fixture
def lesson(lessons):
    return lessons[0].lesson


def test_reading_goes_forwards_only(enrolment, lesson):
    read_on(enrolment, lesson, to="b", parts=PARTS)
    late = read_on(enrolment, lesson, to="a", parts=PARTS)

    assert late.read_to == "b"


def test_a_piece_that_is_not_there_is_none(enrolment, lesson):
    progress = read_on(enrolment, lesson, to="<script>", parts=PARTS)

    assert progress.read_to == ""


def test_a_piece_that_an_editor_has_removed_since_is_read_over(enrolment, lesson):
    read_on(enrolment, lesson, to="gone", parts=["gone", *PARTS])

    progress = read_on(enrolment, lesson, to="a", parts=PARTS)

    assert progress.read_to == "a"


def test_finishing_twice_leaves_the_first_time(enrolment, lesson):
    first = finish_lesson(enrolment, lesson)
    second = finish_lesson(enrolment, lesson)

    assert second.finished_at == first.finished_at
    assert lessons_done([enrolment]) == {enrolment.pk: {lesson.pk}}


def test_opening_a_finished_lesson_again_does_not_undo_it(enrolment, lesson):
    finish_lesson(enrolment, lesson)

    assert open_lesson(enrolment, lesson).is_finished


def test_the_last_lesson_completes_the_course(enrolment, lessons):
    for page in lessons[:2]:
        finish_lesson(enrolment, page.lesson)
    enrolment.refresh_from_db()
    assert enrolment.result == Enrolment.Result.UNDER_WAY

    finish_lesson(enrolment, lessons[2].lesson)

    enrolment.refresh_from_db()
    assert enrolment.result == Enrolment.Result.COMPLETED


def test_what_was_done_is_asked_in_one_query_for_any_number(
    lessons, marta, oksana, django_assert_num_queries
):
    course = lessons[0].lesson.course
    both = [enrol(person, course=course, by=person) for person in (marta, oksana)]
    for enrolment in both:
        finish_lesson(enrolment, lessons[1].lesson)

    with django_assert_num_queries(1):
        done = lessons_done(both)

    assert done == {enrolment.pk: {lessons[1].lesson.pk} for enrolment in both}
    assert lessons_done([]) == {}


def test_the_database_keeps_one_progress_a_lesson_opened_before_it_is_finished(enrolment, lesson):
    now = timezone.now()
    open_lesson(enrolment, lesson)

    with pytest.raises(IntegrityError), transaction.atomic():
        LessonProgress.objects.create(enrolment=enrolment, lesson=lesson)
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonProgress.objects.update(finished_at=now.replace(year=now.year - 1))


def test_the_course_goes_on_with_the_lesson_read_last(enrolment, lessons, oksana):
    outline = outline_of(enrolment, reader_id=oksana.pk)
    assert outline.following.lesson == lessons[0].lesson

    open_lesson(enrolment, lessons[1].lesson)
    assert outline_of(enrolment, reader_id=oksana.pk).following.lesson == lessons[1].lesson

    finish_lesson(enrolment, lessons[1].lesson)
    outline = outline_of(enrolment, reader_id=oksana.pk)
    assert outline.following.lesson == lessons[0].lesson
    assert (outline.done, outline.total) == (1, 3)


def test_a_lesson_not_told_in_my_language_is_told_in_the_next_best(enrolment, lessons, oksana):
    lessons[0].get_translations().get(locale__language_code="uk").delete()

    with override("uk"):
        steps = outline_of(enrolment, reader_id=oksana.pk).steps

    assert [(step.title, step.told.language) for step in steps] == [
        ("Objawy", "pl"),
        ("Pomoc uk", ""),
        ("Kontakt uk", ""),
    ]


def test_a_retired_lesson_is_asked_of_nobody(enrolment, lessons, oksana):
    lesson = lessons[2].lesson
    lesson.retired_at = timezone.now()
    lesson.save()

    assert outline_of(enrolment, reader_id=oksana.pk).total == 2
    assert lesson not in lesson.course.lessons.required()


def test_outlines_cost_the_same_for_one_and_for_three(lessons, oksana, django_assert_num_queries):
    course = lessons[0].lesson.course
    enrolments = EnrolmentFactory.create_batch(3, course=course)

    for some in (enrolments[:1], enrolments):
        with django_assert_num_queries(2):
            outlines_of(some, reader_id=oksana.pk)
