"""Records of attendance with a list of their own in the back office."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn

from attendance.backoffice import apart_views, device_views
from attendance.backoffice.apart_forms import ApartForm, DaysForm
from attendance.models import Device, KeptApart
from lms.web.columns import DayColumn, MomentColumn
from lms.web.own_records import OwnRecordsViewSet

DAYS = FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])
IN_MENU = "register_attendance_menu_item"


def state_of(device: Device) -> str:
    if not device.is_revoked:
        return _("in use")
    return _("locked, its lists are destroyed") if device.emptied_at else _("locked")


class KeptApartViewSet(OwnRecordsViewSet):
    model = KeptApart
    icon = "no-view"
    url_prefix = "attendance/apart"
    menu_hook = IN_MENU
    menu_order = 40
    menu_label = gettext_lazy("Who must not meet")
    add_label = gettext_lazy("Note two people")
    index_view_class = apart_views.ApartList
    add_view_class = apart_views.AddApart
    edit_view_class = apart_views.EditApart
    list_per_page = 30
    list_display = (
        TitleColumn(
            "one",
            label=gettext_lazy("One person"),
            get_url=lambda pair: reverse("keptapart:edit", args=[pair.pk]),
        ),
        Column("other", label=gettext_lazy("The other")),
        DayColumn("starts_on", label=gettext_lazy("From")),
        DayColumn("ends_on", label=gettext_lazy("Until")),
    )
    edit_handler = ObjectList([DAYS], base_form_class=DaysForm)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        people = MultiFieldPanel(
            [FieldPanel(name) for name in ("one_typed", "which_one", "other_typed", "which_other")],
            heading=gettext_lazy("Who"),
            help_text=gettext_lazy(
                "At the door a trainer is only told to call the coordinator: not why, and not about whom."
            ),
        )
        panels = ObjectList([people, DAYS], base_form_class=ApartForm).bind_to_model(KeptApart)
        return super().get_add_view_kwargs(
            **{"panel": panels, "form_class": panels.get_form_class(), **kwargs}
        )


class DeviceViewSet(OwnRecordsViewSet):
    model = Device
    icon = "mobile-alt"
    url_prefix = "attendance/devices"
    menu_hook = IN_MENU
    menu_order = 50
    menu_label = gettext_lazy("Devices")
    may_add = may_edit = False
    index_view_class = device_views.DeviceListing
    list_per_page = 50
    list_display = (
        Column("person", label=gettext_lazy("Whose"), accessor="person.display_name"),
        Column("label", label=gettext_lazy("What it is"), accessor=str),
        Column("lists_held", label=gettext_lazy("Lists on it")),
        MomentColumn("last_seen_at", label=gettext_lazy("Seen last"), sort_key="last_seen_at"),
        Column("state", label=gettext_lazy("Status"), accessor=state_of),
        TitleColumn(
            "lock",
            label=gettext_lazy("What to do"),
            accessor=lambda device: "–" if device.is_revoked else _("Lock it…"),
            get_url=lambda device: None if device.is_revoked else reverse("device:lock", args=[device.pk]),
        ),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("lock/<int:pk>/", device_views.LockDevice.as_view(), name="lock"),
        ]
