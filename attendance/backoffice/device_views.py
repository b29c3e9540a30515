"""Devices that hold lists of sessions: whose, seen when, with how many lists, and how to lock one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attendance.backoffice.about import Deciding
from attendance.desk import devices
from attendance.door.windows import DESK_DAYS
from attendance.models import Device
from lms.web.own_records import OwnListView
from lms.web.record_pages import RecordQuestion

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class DeviceListing(OwnListView):
    """Those seen last first. A list is gone from a device a week after its session, and is not counted."""

    def get_base_queryset(self) -> QuerySet[Device]:
        still_there = Q(lists__session__ends_at__gte=timezone.now() - DESK_DAYS)
        found: QuerySet[Device] = super().get_base_queryset().select_related("person", "revoked_by")
        return found.annotate(lists_held=Count("lists", filter=still_there))

    def get_edit_url(self, instance: Model) -> None:
        """Nothing about a device is typed by hand."""


class LockDevice(Deciding, RecordQuestion):
    model: type[Model] = Device
    index_url_name = "device:index"
    header_icon = "lock"
    page_title = gettext_lazy("Lock a device")
    submit_label = gettext_lazy("Lock it")

    def get_records(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_records()
        return found.select_related("person").filter(revoked_at=None)

    @property
    def record_url(self) -> str:
        return reverse(self.index_url_name)

    def get_page_subtitle(self) -> str:
        return f"{self.object.person.display_name}, {self.object}"

    def get_trail(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def held(self) -> int:
        found: int = self.object.lists.filter(session__ends_at__gte=timezone.now() - DESK_DAYS).count()
        return found

    @property
    def meaning(self) -> str:  # type: ignore[override]
        told = _(
            "It is signed out, gets no more lists, and destroys those it has as soon as it finds a network."
            " What it has noted and not yet sent is not lost: it comes to you as a question. This cannot be"
            " undone; the person signs in on another device."
        )
        number = ngettext("%(number)d list lies on it now.", "%(number)d lists lie on it now.", self.held) % {
            "number": self.held
        }
        return f"{number} {told}"

    def do(self) -> str:
        devices.lock(self.object, by=self.actor)
        return _("The device of %(person)s is locked.") % {"person": self.object.person.display_name}
