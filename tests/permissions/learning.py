"""A course that Oksana reads at home, for the table of permissions."""

from __future__ import annotations

from types import SimpleNamespace

from wagtail.models import Page

from courses.lessons.enrolling import enrol
from courses.models import CourseIndexPage, CoursePage
from tests.factories.lessons import add_lessons, home_course, part_id


def read_at_home_by(person, *, home):
    """In Polish alone, since every address of the table is asked for in Polish."""
    course = home_course(code="DOM")
    catalogue = _below(home, CourseIndexPage(title="Kursy", slug="kursy"))
    page = _below(catalogue, CoursePage(title="W domu", slug="dom", lead="Zapraszamy.", course=course))
    lesson = add_lessons(page, "Objawy", languages=("pl",))[0].lesson
    return SimpleNamespace(
        course=course,
        page=page,
        lesson=lesson,
        enrolment=enrol(person, course=course, by=person),
        question=SimpleNamespace(id=part_id("Objawy", "pytanie")),
    )


def _below(parent, page):
    page.locale = parent.locale
    return Page.objects.get(pk=parent.pk).add_child(instance=page)
