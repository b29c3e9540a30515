"""What people learnt elsewhere: the document, and the decision of whoever stands behind the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from courses.completion.errors import CompletionError
from courses.completion.files import saved_response
from courses.completion.recognition import decide, take_back
from courses.completion.saying import why_not
from courses.models import Recognition
from lms.people.models import Person
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web.columns import DayColumn
from lms.web.own_records import OwnInspectView, OwnListView, OwnRecordsViewSet
from lms.web.record_pages import OwnRecord, RecordForm

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

Decision = Recognition.Decision


class RecognitionFilters(WagtailFilterSet):
    class Meta:
        model = Recognition
        fields = ("decision", "course")


class RecognitionList(OwnListView):
    """Those that wait come first, the one that waits longest before the others."""

    def get_base_queryset(self) -> QuerySet[Recognition]:
        waits = When(decision=Decision.WAITING, then=Value(0))
        rows: QuerySet[Recognition] = super().get_base_queryset().select_related("person", "course")
        return rows.annotate(is_over=Case(waits, default=Value(1), output_field=IntegerField()))

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the page, which has the document and the buttons."""


class RecognitionPage(OwnInspectView):
    """Opening it leaves an entry in the audit log."""

    template_name = "courses/backoffice/recognition.html"
    page_title = gettext_lazy("Learnt elsewhere")
    header_more_buttons: list[Any] = []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        audit.record(AuditEntry.Action.VIEWED, self.object, actor=request.user, subject=self.object.person)  # type: ignore[arg-type]
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked: Recognition = self.object
        may_decide = self.may_change and asked.decision == Decision.WAITING
        may_take_back = self.may_change and asked.decision == Decision.ACCEPTED
        return super().get_context_data(
            asked=asked, may_decide=may_decide, may_take_back=may_take_back, **kwargs
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("In words, for the person"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class _Deciding(RecordForm):
    model = Recognition
    index_url_name = "recognition:index"
    inspect_url_name = "recognition:inspect"
    header_icon = "clipboard-list"
    form_class = ReasonForm
    errors = (CompletionError,)
    accept = True

    @cached_property
    def actor(self) -> Person:
        return get_object_or_404(Person, user=self.user)

    def explain(self, error: Exception) -> str:
        return why_not(error) if isinstance(error, CompletionError) else str(error)

    def save(self, form: ReasonForm) -> str:
        decide(self.object, accept=self.accept, by=self.actor, reason=form.cleaned_data["reason"])
        return _("Decided. The person is told.")


class Accept(_Deciding):
    page_title = gettext_lazy("Recognise it")
    submit_label = gettext_lazy("It counts as the course")


class Refuse(_Deciding):
    page_title = gettext_lazy("Do not recognise it")
    submit_label = gettext_lazy("It does not count")
    accept = False


class TakeBack(_Deciding):
    page_title = gettext_lazy("It was recognised in error")
    submit_label = gettext_lazy("It does not count")

    def save(self, form: ReasonForm) -> str:
        take_back(self.object, by=self.actor, reason=form.cleaned_data["reason"])
        return _("Taken back. The person is told.")


class Document(OwnRecord):
    model = Recognition
    action = "view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        audit.record(AuditEntry.Action.VIEWED, self.object, actor=self.user, subject=self.object.person)
        return saved_response(self.object.document, name=self.object.name)


class RecognitionViewSet(OwnRecordsViewSet):
    model = Recognition
    icon = "clipboard-list"
    menu_label = gettext_lazy("Learnt elsewhere")
    may_add = may_edit = False
    inspect_view_enabled = True
    index_view_class = RecognitionList
    inspect_view_class = RecognitionPage
    filterset_class = RecognitionFilters
    list_per_page = 50
    ordering = ("is_over", "asked_at", "pk")
    list_display = (
        TitleColumn(
            "person",
            label=gettext_lazy("Person"),
            sort_key="person__family_name",
            get_url=lambda asked: reverse("recognition:inspect", args=[asked.pk]),
        ),
        Column("course", label=gettext_lazy("Course")),
        StatusTagColumn(
            "decision",
            label=gettext_lazy("Decision"),
            accessor="get_decision_display",
            primary=lambda asked: asked.decision == Decision.WAITING,
        ),
        DayColumn("asked_at", label=gettext_lazy("Asked"), sort_key="asked_at"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("accept/<int:pk>/", Accept.as_view(), name="accept"),
            path("refuse/<int:pk>/", Refuse.as_view(), name="refuse"),
            path("take-back/<int:pk>/", TakeBack.as_view(), name="take_back"),
            path("document/<int:pk>/", Document.as_view(), name="document"),
        ]
