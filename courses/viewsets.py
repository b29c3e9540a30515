"""Courses in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from courses.backoffice.course_form import CourseForm
from courses.backoffice.course_record import CourseRecord, rule_patterns
from courses.models import Course
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnRecordsViewSet

if TYPE_CHECKING:
    from django.urls import URLPattern


class CourseViewSet(OwnRecordsViewSet):
    model = Course
    icon = "form"
    add_label = gettext_lazy("Add a course")
    inspect_view_enabled = True
    inspect_view_class = CourseRecord
    inspect_view_fields = (
        "code",
        "title",
        "summary",
        "audience",
        "form",
        "theory_hours",
        "practice_hours",
        "minutes_in_hour",
        "required_share",
        "gives_certificate",
        "organiser",
        "is_confidential",
    )
    list_per_page = 50
    list_display = ("title", "code", "audience", "form", Column("hours", label=gettext_lazy("Hours")))
    list_filter = ("audience", "form", "is_confidential")
    search_fields = ("code", "title_pl", "title_uk", "title_en")
    search_backend_name = None
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("audience"), FieldPanel("form")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("theory_hours"), FieldPanel("practice_hours")]),
                    FieldRowPanel(
                        [
                            FieldPanel("minutes_in_hour"),
                            FieldPanel(
                                "required_share",
                                help_text=gettext_lazy("In percent: 80 means eighty of a hundred."),
                            ),
                        ]
                    ),
                    FieldRowPanel([FieldPanel("gives_certificate"), FieldPanel("organiser")]),
                ],
                heading=gettext_lazy("Hours and completion"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("prerequisites", widget=CheckboxSelectMultiple),
                    FieldPanel("equivalents", widget=CheckboxSelectMultiple),
                ],
                heading=gettext_lazy("Before it, and instead of it"),
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("valid_months"), FieldPanel("renewal_days")]),
                    FieldPanel("renewed_by"),
                ],
                heading=gettext_lazy("How long the certificate holds"),
            ),
            FieldPanel("is_confidential"),
        ],
        heading=gettext_lazy("Course"),
        translated=["title", "summary"],
        base_form_class=CourseForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), *rule_patterns()]
