"""Quizzes and questionnaires in the back office."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn

from courses.bank.backoffice import part_views, quiz_views
from courses.bank.backoffice.quiz_forms import QuizForm
from courses.models import Quiz
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnRecordsViewSet


class QuizViewSet(OwnRecordsViewSet):
    model = Quiz
    icon = "form"
    add_label = _("Add a quiz")
    inspect_view_enabled = True
    index_view_class = quiz_views.QuizList
    add_view_class = quiz_views.AddQuiz
    edit_view_class = quiz_views.EditQuiz
    inspect_view_class = quiz_views.QuizPage
    list_per_page = 50
    list_display = (
        "title",
        Column("course", label=_("Course"), accessor="course", sort_key="course__code"),
        Column("purpose", label=_("What for"), accessor="get_purpose_display"),
        StatusTagColumn(
            "retired_at",
            label=_("Status"),
            accessor=lambda quiz: _("out of use") if quiz.retired_at else _("in use"),
            primary=lambda quiz: quiz.retired_at is None,
        ),
    )
    list_filter = ("purpose",)
    search_fields = ("title_pl", "title_uk", "title_en", "course__code")
    search_backend_name = None
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("course"), FieldPanel("purpose"), FieldPanel("position")]),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [
                            FieldPanel(
                                "pass_share", help_text=_("In percent: 80 means eighty of a hundred.")
                            ),
                            FieldPanel("max_attempts"),
                        ]
                    ),
                    FieldRowPanel([FieldPanel("minutes"), FieldPanel("grace_seconds")]),
                    FieldPanel("is_required"),
                ],
                heading=_("To pass it"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("layout"), FieldPanel("feedback_when")]),
                    FieldPanel("is_shuffled"),
                    FieldPanel("is_anonymous"),
                ],
                heading=_("How it is asked"),
            ),
        ],
        heading=_("Quiz"),
        translated=["title", "intro"],
        base_form_class=QuizForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        parts, quizzes = part_views, quiz_views
        return [
            *super().get_urlpatterns(),
            path("questions/<int:pk>/", parts.AddQuestions.as_view(), name="add_questions"),
            path("pool/<int:pk>/", parts.AddPool.as_view(), name="add_pool"),
            path("part/<int:pk>/", parts.ChangePart.as_view(), name="change_part"),
            path("part/up/<int:pk>/", parts.MoveUp.as_view(), name="move_up"),
            path("part/down/<int:pk>/", parts.MoveDown.as_view(), name="move_down"),
            path("part/remove/<int:pk>/", parts.RemovePart.as_view(), name="remove_part"),
            path("retire/<int:pk>/", quizzes.RetireQuiz.as_view(), name="retire"),
            path("back/<int:pk>/", quizzes.BringBackQuiz.as_view(), name="bring_back"),
        ]
