"""Induction plans in the back office: what a newcomer to a role learns first, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, TitleColumn

from courses.models import InductionPlan, InductionStep
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnListView, OwnRecordsViewSet

if TYPE_CHECKING:
    from django.db.models import QuerySet


class StepForm(WagtailAdminModelForm):
    """A step says what is to be learnt, in one way at least."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        in_words = [said.get(f"words_{code}") for code, _name in settings.LANGUAGES]
        if not (said.get("course") or said.get("competence") or said.get("words_pl")):
            field = "words_pl" if any(in_words) else "course"
            self.add_error(field, gettext("Choose a course or a competence, or write a few words in Polish."))
        return said


class InductionList(OwnListView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("profile").annotate(number=Count("steps"))


class StepList(OwnListView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("plan__profile", "course", "competence")


class InductionPlanViewSet(OwnRecordsViewSet):
    model = InductionPlan
    icon = "user"
    menu_label = _("Induction plans")
    add_label = _("Add an induction plan")
    index_view_class = InductionList
    may_delete = True
    ordering = ("profile__code",)
    list_display = ("profile", Column("number", label=_("Steps")), "is_active")
    edit_handler = language_tabs(
        [FieldPanel("profile"), FieldPanel("is_active")], heading=_("Role"), translated=["welcome"]
    )


class InductionStepViewSet(OwnRecordsViewSet):
    model = InductionStep
    icon = "list-ol"
    menu_label = _("Steps of inductions")
    add_label = _("Add a step of an induction")
    index_view_class = StepList
    may_delete = True
    ordering = ("plan", "position", "pk")
    list_display = (
        TitleColumn("__str__", label=_("Step"), url_name="inductionstep:edit"),
        Column("plan", label=_("Role")),
        Column("days", label=_("Days")),
    )
    list_filter = ("plan",)
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("plan"), FieldPanel("position"), FieldPanel("days")]),
            FieldPanel("course"),
            FieldPanel("competence"),
        ],
        heading=_("Step"),
        translated=["words"],
        base_form_class=StepForm,
    )
