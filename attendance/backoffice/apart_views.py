"""People who must not meet, for coordinators alone. Every look and every change is in the audit log.

The log names the record and never the two people: whoever reads the log learns who looked, not at whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from attendance.models import KeptApart
from lms.people.models import Person
from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from lms.web.own_records import OwnCreateView, OwnEditView, OwnListView

if TYPE_CHECKING:
    from django.db.models import QuerySet

Action = AuditEntry.Action


class ApartList(OwnListView):
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[KeptApart]:
        return super().get_base_queryset().select_related("one", "other")

    def search_queryset(self, queryset: QuerySet[KeptApart]) -> QuerySet[KeptApart]:
        typed = self.search_query.strip()
        if not typed:
            return queryset
        people = Person.objects.found_by(typed)
        return queryset.filter(one__in=people) | queryset.filter(other__in=people)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        shown = [
            AuditEntry(action=Action.VIEWED, target=_named(pair), actor=self.request.user)
            for pair in context["object_list"]
        ]
        AuditEntry.objects.bulk_create(shown)
        return context


class AddApart(OwnCreateView):
    def save_instance(self) -> KeptApart:
        noted_by = Person.of(self.request.user)
        if noted_by is None:
            raise PermissionDenied
        pair: KeptApart = self.form.save(commit=False)
        pair.one, pair.other = self.form.chosen["one"], self.form.chosen["other"]
        pair.noted_by = noted_by
        pair.save()
        record(Action.CREATED, pair, actor=self.request.user)
        return pair


class EditApart(OwnEditView):
    def get(self, *args: Any, **kwargs: Any) -> Any:
        answer = super().get(*args, **kwargs)
        record(Action.VIEWED, self.object, actor=self.request.user)
        return answer

    def save_instance(self) -> KeptApart:
        """Without Wagtail's own log: its history names the pair, and administrators read it."""
        pair: KeptApart = self.form.save()
        record(Action.CHANGED, pair, actor=self.request.user)
        return pair


def _named(pair: KeptApart) -> str:
    return f"{pair._meta.label} {pair.pk}"
