"""An editor writes a lesson: its minutes are counted unless given, and a question needs a right answer."""

import pytest
from django.core.exceptions import ValidationError

from courses.lessons.blocks import CheckBlock
from courses.lessons.minutes import minutes_to_read
from courses.models import LessonPage
from tests.factories.lessons import RIGHT, lesson_body

pytestmark = pytest.mark.django_db
FORM = LessonPage.get_edit_handler().get_form_class


def body_of(*parts):
    return LessonPage(body=list(parts)).body


def section(words):
    return {"type": "section", "value": {"heading": "Nagłówek", "text": f"<p>{'słowo ' * words}</p>"}}


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (129, 1), (131, 2), (650, 6)])
def test_minutes_are_counted_from_the_words_and_never_none(words, minutes):
    assert minutes_to_read(body_of(section(words))) == minutes


def test_marks_and_identifiers_are_not_read_aloud():
    long_link = f'<p>{"a " * 100}<a href="https://example.org/{"x" * 900}">tu</a></p>'
    part = {"type": "section", "value": {"heading": "Nagłówek", "text": long_link}}

    assert minutes_to_read(body_of(part)) == 1


def test_an_empty_lesson_takes_a_minute():
    assert minutes_to_read(body_of()) == 1


def test_questions_take_time():
    question = lesson_body("Objawy")[1]

    assert minutes_to_read(body_of(section(120))) == 1
    assert minutes_to_read(body_of(section(120), question)) == 2


def test_a_question_needs_a_right_answer():
    block = CheckBlock()
    choices = [{"text": RIGHT, "is_right": False}, {"text": "Inna", "is_right": False}]

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"question": "Co?", "choices": choices}))


def test_a_question_with_a_right_answer_is_taken():
    block = CheckBlock()
    choices = [{"text": RIGHT, "is_right": True}, {"text": "Inna", "is_right": False}]

    assert block.clean(block.to_python({"question": "Co?", "choices": choices}))["question"] == "Co?"


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "minutes", "are_counted"), [("", 1, True), ("25", 25, False)])
def test_given_minutes_stand_and_none_are_counted(lessons, ewa, given, minutes, are_counted):
    page = lessons[0]
    form = FORM()(instance=page, for_user=ewa.user)
    data = {name: form[name].value() or "" for name in ("title", "slug", "lead")}
    form = FORM()(
        {**data, "minutes": given, "is_required": "", "body-count": "0", "easy_read-count": "0"},
        instance=page,
        for_user=ewa.user,
    )
    form.full_clean()

    form.save(commit=False)

    lesson = type(page.lesson).objects.get(pk=page.lesson_id)
    assert (lesson.minutes, lesson.are_minutes_counted, lesson.is_required) == (minutes, are_counted, False)
