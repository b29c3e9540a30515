"""The audit log, for those who answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from lms.people.models import Person
from lms.privacy.models import AuditEntry
from lms.web.columns import MomentColumn
from lms.web.own_records import OwnListView, OwnRecordsViewSet

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class AuditFilters(WagtailFilterSet):
    class Meta:
        model = AuditEntry
        fields = ("action",)


def record_in_words(entry: AuditEntry) -> str:
    """ "people.Person 3" is "Person 3" to a reader; words that name no record stay as they are."""
    label, _space, key = entry.target.rpartition(" ")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return entry.target
    return f"{capfirst(model._meta.verbose_name)} {key}"


class AuditLog(OwnListView):
    """Newest first; searched by the person it is about."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[AuditEntry]:
        return super().get_base_queryset().select_related("actor", "subject")

    def search_queryset(self, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        typed = self.search_query.strip()
        if not typed:
            return queryset
        if "@" in typed:
            return queryset.filter(actor__email__icontains=typed)
        return queryset.filter(subject__in=Person.objects.named(typed))

    def get_edit_url(self, instance: Model) -> None:
        """What was done is done."""


class AuditEntryViewSet(OwnRecordsViewSet):
    model = AuditEntry
    icon = "view"
    may_add = may_edit = False
    menu_label = _("Audit log")
    index_view_class = AuditLog
    filterset_class = AuditFilters
    list_per_page = 100
    list_display = (
        MomentColumn("at", label=_("When"), sort_key="at"),
        Column("actor", label=_("Who")),
        Column("action", label=_("Action"), accessor="get_action_display"),
        Column("subject", label=_("About whom")),
        Column("target", label=_("Record"), accessor=record_in_words),
    )
