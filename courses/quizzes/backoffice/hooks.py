"""Where the figures of quizzes hang: on the record of their course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from courses.models import Quiz

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courses.models import Course
    from lms.people.models import User


class QuizzesOfCourse(Component):
    template_name = "courses/quizzes/backoffice/of_course.html"

    def __init__(self, course: Course, user: User) -> None:
        self.quizzes = Quiz.objects.filter(course=course).order_by("position", "pk")

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"quizzes": self.quizzes}


def admin_urls() -> list[URLResolver]:
    return [path("", include("courses.quizzes.backoffice.urls"))]


def hang_the_quizzes() -> None:
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("sections_about_course", QuizzesOfCourse)
