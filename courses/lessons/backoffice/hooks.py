"""Where the list of lessons hangs: on the page of a course for editors, on its record for coordinators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button, HeaderButton

from courses.lessons.backoffice.rows import rows_of
from courses.lessons.backoffice.views import patterns
from courses.models import CoursePage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wagtail.models import Page

    from courses.models import Course
    from lms.people.models import User


def admin_urls() -> list[URLResolver]:
    return [path("lessons/", include((patterns(), "lessons")))]


def button_on_page(page: Page, user: User, next_url: str | None = None, **kwargs: Any) -> Iterator[Button]:
    if page.specific_class is CoursePage and page.permissions_for_user(user).can_edit():
        yield HeaderButton(
            label=_("Lessons"), url=reverse("lessons:of_course", args=[page.pk]), icon_name="list-ol"
        )


class LessonsOnRecord(Component):
    """On the page of a course: its lessons, and where they are written."""

    template_name = "courses/lessons/backoffice/lessons_on_record.html"

    def __init__(self, course: Course, user: User) -> None:
        self.rows = rows_of(course)
        pages = CoursePage.objects.filter(course=course).order_by("locale_id")
        self.page = next((page for page in pages if page.permissions_for_user(user).can_edit()), None)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"rows": self.rows, "page": self.page}


def hang_the_lessons() -> None:
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_page_header_buttons", button_on_page)
    hooks.register("register_page_listing_more_buttons", button_on_page)
    hooks.register("sections_about_course", LessonsOnRecord)
