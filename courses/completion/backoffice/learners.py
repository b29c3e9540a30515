"""Who takes which course, and how far they are: the checklist as the learner sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from courses.completion.steps import checklist
from courses.completion.supervising import supervised_by
from courses.models import Enrolment
from lms.people.models import Person
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web.columns import DayColumn
from lms.web.own_records import OwnInspectView, OwnListView, OwnRecordsViewSet

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest


class LearnerFilters(WagtailFilterSet):
    class Meta:
        model = Enrolment
        fields = ("result", "course")


class LearnerList(OwnListView):
    """Found by the name, in any spelling."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Enrolment]:
        return super().get_base_queryset().select_related("person", "course")

    def search_queryset(self, queryset: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        typed = self.search_query.strip()
        return queryset.filter(person__in=Person.objects.named(typed)) if typed else queryset

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the page."""


class LearnerPage(OwnInspectView):
    """Opening it leaves an entry in the audit log."""

    template_name = "courses/backoffice/learner.html"
    page_title = gettext_lazy("Learner")
    header_more_buttons: list[Any] = []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        audit.record(AuditEntry.Action.VIEWED, self.object, actor=request.user, subject=self.object.person)  # type: ignore[arg-type]
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.object.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        enrolment: Enrolment = self.object
        reader = Person.of(self.request.user)
        may_decide = reader and supervised_by(reader).filter(pk=enrolment.pk).exists()
        return super().get_context_data(
            enrolment=enrolment,
            steps=checklist(enrolment, has_links=False),
            entries=enrolment.diary_entries.select_related("supervisor"),
            files=enrolment.handed_in.select_related("decided_by"),
            words=enrolment.trainers_words.select_related("by"),
            certificates=enrolment.certificates.all(),
            decide_url=reverse("learn:supervised", args=[enrolment.uuid]) if may_decide else "",
            **kwargs,
        )


class LearnerViewSet(OwnRecordsViewSet):
    model = Enrolment
    icon = "group"
    menu_label = gettext_lazy("Learners")
    may_add = may_edit = False
    inspect_view_enabled = True
    index_view_class = LearnerList
    inspect_view_class = LearnerPage
    filterset_class = LearnerFilters
    list_per_page = 50
    list_display = (
        TitleColumn(
            "person",
            label=gettext_lazy("Person"),
            sort_key="person__family_name",
            get_url=lambda enrolment: reverse("enrolment:inspect", args=[enrolment.pk]),
        ),
        Column("course", label=gettext_lazy("Course")),
        StatusTagColumn(
            "result",
            label=gettext_lazy("Result"),
            accessor="get_result_display",
            primary=lambda enrolment: enrolment.result == Enrolment.Result.COMPLETED,
        ),
        DayColumn("started_at", label=gettext_lazy("Started"), sort_key="started_at"),
        DayColumn("ended_at", label=gettext_lazy("Ended"), sort_key="ended_at"),
    )
