"""The audit log, for those who answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        Column("target", label=_("Record")),
    )
