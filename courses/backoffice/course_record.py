"""The page of a course in the back office: what it is, how it is completed, and what its rooms add."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail import hooks

from courses.completion.backoffice import rule_views
from courses.completion.backoffice.rule_views import Sentences
from courses.share_field import in_percent
from lms.web.own_records import OwnInspectView


class CourseRecord(OwnInspectView):
    """Rooms add their sections with the hook ``sections_about_course``: a component of course and user."""

    template_name = "courses/backoffice/course.html"

    @cached_property
    def rule_address(self) -> str:
        return reverse("course:rule", args=[self.object.pk]) if self.may_change else ""

    def get_required_share_display_value(self) -> str:
        return f"{in_percent(self.object.required_share)}%"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        course, user = self.object, self.request.user
        return super().get_context_data(
            course=course,
            sentences=Sentences(course),
            rule_address=self.rule_address,
            prerequisites=course.prerequisites.all(),
            equivalents=course.equivalents.all(),
            sections=[section(course, user) for section in hooks.get_hooks("sections_about_course")],
            **kwargs,
        )


def rule_patterns() -> list[URLPattern]:
    views = rule_views
    return [
        path("rule/<int:pk>/", views.RulePage.as_view(), name="rule"),
        path("rule/<int:pk>/needed/", views.SetNeeded.as_view(), name="rule_needed"),
        path("rule/<int:pk>/add/<slug:kind>/", views.AddStep.as_view(), name="rule_add"),
        path("rule/<int:pk>/<int:step>/", views.ChangeStep.as_view(), name="rule_change"),
        path("rule/<int:pk>/<int:step>/up/", views.MoveStep.as_view(), name="rule_up"),
        path("rule/<int:pk>/<int:step>/remove/", views.RemoveStep.as_view(), name="rule_remove"),
    ]
