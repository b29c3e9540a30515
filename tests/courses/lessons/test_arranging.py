"""An editor sees the lessons of a course in every language, puts them in order, and retires what is old."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from cms.editors import give_editors_their_pages
from courses.lessons.arranging import move_lesson, retire_lesson
from courses.lessons.progress import finish_lesson, lessons_done
from courses.models import Lesson
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.lessons import add_lessons
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def titles(course):
    standing = course.lessons.filter(retired_at=None).order_by("position")
    return [lesson.pages.get(locale__language_code="pl").title for lesson in standing]


@pytest.fixture
def course(lessons):
    return lessons[0].lesson.course


@pytest.mark.parametrize(
    ("number", "by", "expected"),
    [
        (0, 1, ["Pomoc", "Objawy", "Kontakt"]),
        (2, -1, ["Objawy", "Kontakt", "Pomoc"]),
        (0, -1, ["Objawy", "Pomoc", "Kontakt"]),
        (2, 1, ["Objawy", "Pomoc", "Kontakt"]),
    ],
)
def test_a_lesson_moves_by_one_and_stays_at_an_end(lessons, course, number, by, expected):
    move_lesson(lessons[number].lesson, by=by)

    assert titles(course) == expected
    assert list(course.lessons.order_by("position").values_list("position", flat=True)) == [1, 2, 3]


def test_what_was_read_stays_read_when_lessons_move(enrolment, lessons, course):
    finish_lesson(enrolment, lessons[0].lesson)

    move_lesson(lessons[0].lesson, by=1)

    assert lessons_done([enrolment]) == {enrolment.pk: {lessons[0].lesson.pk}}


def test_lessons_of_one_place_are_numbered_anew(lessons, course):
    course.lessons.update(position=1)

    move_lesson(lessons[2].lesson, by=-1)

    assert titles(course) == ["Objawy", "Kontakt", "Pomoc"]


def test_a_retired_lesson_is_left_out_of_the_order(lessons, course):
    retire_lesson(lessons[1].lesson)
    move_lesson(lessons[2].lesson, by=-1)

    assert titles(course) == ["Kontakt", "Objawy"]


@pytest.fixture
def editor(client, ewa):
    give_editors_their_pages()
    client.force_login(ewa.user)
    return client


@pytest.fixture
def address(course_page):
    return reverse("lessons:of_course", args=[course_page.pk])


def test_an_editor_sees_which_language_is_missing(editor, address, course_page):
    add_lessons(course_page, "Objawy", languages=("pl", "uk"))

    with override("pl"):
        page = BeautifulSoup(editor.get(address).content, "html.parser")

    versions = page.select("tbody tr .krok-list li a")
    assert [link["href"].split("/")[2] for link in versions] == ["pages", "pages", "localize"]


def test_an_editor_arranges_them_by_buttons(editor, address, lessons, course):
    editor.post(address, {"lesson": lessons[0].lesson.pk, "deed": "down"})
    editor.post(address, {"lesson": lessons[1].lesson.pk, "deed": "want"})
    editor.post(address, {"lesson": lessons[2].lesson.pk, "deed": "retire"})

    assert titles(course) == ["Pomoc", "Objawy"]
    assert not Lesson.objects.get(pk=lessons[1].lesson.pk).is_required
    editor.post(address, {"lesson": lessons[2].lesson.pk, "deed": "bring-back"})
    assert titles(course) == ["Pomoc", "Objawy", "Kontakt"]


@pytest.mark.parametrize(
    "sent", [{}, {"deed": "up"}, {"deed": "up", "lesson": "x"}, {"deed": "drop", "lesson": 1}]
)
def test_what_is_no_deed_is_refused(editor, address, sent):
    assert editor.post(address, sent).status_code == 404


def test_a_lesson_of_another_course_is_not_arranged_here(editor, address, site, lessons):
    other = add_lessons(site.tell_of(), "Obca")[0]

    assert editor.post(address, {"lesson": other.lesson.pk, "deed": "retire"}).status_code == 404


def test_whoever_may_not_write_the_page_may_not_arrange_its_lessons(client, address, lessons, mops):
    give_editors_their_pages()
    coordinator = PersonFactory(with_sign_in=True)
    grant(Role.COORDINATOR, to=coordinator, at=mops)
    client.force_login(coordinator.user)

    response = client.post(address, {"lesson": lessons[0].lesson.pk, "deed": "retire"})

    assert response.status_code in {302, 403}
    assert not Lesson.objects.get(pk=lessons[0].lesson.pk).is_retired


def test_the_list_costs_the_same_for_one_lesson_and_for_three(
    editor, address, course_page, django_assert_max_num_queries
):
    add_lessons(course_page, "Pierwsza")
    editor.get(address)
    with django_assert_max_num_queries(40) as few:
        editor.get(address)
    add_lessons(course_page, "Druga", "Trzecia")

    with django_assert_max_num_queries(len(few)):
        editor.get(address)
