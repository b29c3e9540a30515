"""The lessons of a course, for whoever may write its page: their order, and what lacks a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.lessons.arranging import bring_back, move_lesson, retire_lesson, set_required
from courses.lessons.backoffice.rows import rows_of
from courses.models import CoursePage, Lesson

if TYPE_CHECKING:
    from collections.abc import Callable

DEEDS: dict[str, Callable[[Lesson], None]] = {
    "up": lambda lesson: move_lesson(lesson, by=-1),
    "down": lambda lesson: move_lesson(lesson, by=1),
    "need": lambda lesson: set_required(lesson, is_required=True),
    "want": lambda lesson: set_required(lesson, is_required=False),
    "retire": retire_lesson,
    "bring-back": bring_back,
}


class LessonsOfCourse(WagtailAdminTemplateMixin, TemplateView):
    template_name = "courses/lessons/backoffice/lessons.html"
    page_title = _("Lessons")
    header_icon = "list-ol"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = _page_to_write(request, kwargs["page_id"])

    def get_page_subtitle(self) -> str:
        return str(self.page.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("wagtailadmin_explore", args=[self.page.pk]), "label": self.page.title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=self.page,
            course=self.page.course,
            rows=rows_of(self.page.course),
            add_url=reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", self.page.pk]),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do one thing to one lesson, and come back to the list."""
        deed = DEEDS.get(request.POST.get("deed", ""))
        number = request.POST.get("lesson", "")
        if deed is None or not number.isdecimal():
            raise Http404
        lesson = get_object_or_404(self.page.course.lessons, pk=int(number))
        deed(lesson)
        return redirect(f"{request.path}#lesson-{lesson.pk}")


def _page_to_write(request: HttpRequest, page_id: int) -> CoursePage:
    """Whoever may write the page of a course may arrange its lessons."""
    page = get_object_or_404(CoursePage.objects.select_related("course"), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def patterns() -> list[URLPattern]:
    return [path("<int:page_id>/", LessonsOfCourse.as_view(), name="of_course")]
