"""Rooms, specialists, childcare, equipment and absences in the back office: who and what sessions need."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn

from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnRecordsViewSet
from sessions.backoffice import absence_views, childcare_views, room_views, specialist_hours, specialist_views
from sessions.backoffice.room_form import RoomForm
from sessions.backoffice.specialist_form import SpecialistForm
from sessions.models import Absence, Childcare, Equipment, Room, Specialist


class RoomViewSet(OwnRecordsViewSet):
    model = Room
    icon = "home"
    add_label = _("Add a room")
    list_per_page = 50
    index_view_class = room_views.RoomList
    add_view_class = room_views.AddRoom
    edit_view_class = room_views.EditRoom
    inspect_view_class = room_views.RoomPage
    inspect_view_enabled = True
    list_display = (
        "name",
        "organisation",
        Column("street", label=_("Address")),
        "capacity",
        BooleanColumn("is_step_free", label=_("Step-free access")),
        BooleanColumn("is_in_use", label=_("In use")),
    )
    list_filter = ("is_in_use", "is_step_free", "office", "equipment")
    edit_handler = language_tabs(
        [
            FieldPanel("organisation"),
            FieldRowPanel([FieldPanel("office"), FieldPanel("address")], heading=_("Where it is")),
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("minutes_between")]),
            FieldPanel("is_step_free"),
            FieldPanel("equipment", widget=forms.CheckboxSelectMultiple),
            FieldPanel("is_in_use"),
        ],
        heading=_("Room"),
        translated=["name", "floor", "directions"],
        base_form_class=RoomForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("hours/<int:pk>/", room_views.AddRoomHours.as_view(), name="add_hours"),
            path("hours/remove/<int:pk>/", room_views.RemoveRoomHours.as_view(), name="remove_hours"),
            path("close/<int:pk>/", absence_views.CloseRoom.as_view(), name="close"),
        ]


class SpecialistViewSet(OwnRecordsViewSet):
    model = Specialist
    icon = "user"
    add_label = _("Add a specialist")
    list_per_page = 50
    index_view_class = specialist_views.SpecialistList
    add_view_class = specialist_views.AddSpecialist
    edit_view_class = specialist_views.EditSpecialist
    inspect_view_class = specialist_views.SpecialistPage
    inspect_view_enabled = True
    filterset_class = specialist_views.SpecialistFilters
    list_display = (
        "__str__",
        Column("services", label=_("Kinds of help"), accessor=lambda one: _in_a_row(one.services.all())),
        Column("languages", label=_("Languages spoken"), accessor=lambda one: _in_a_row(one.languages.all())),
        Column("room", label=_("Usual room"), accessor=lambda one: one.room or "–"),
        Column("organisation", label=_("Organisation"), accessor="organisation.code"),
        BooleanColumn("is_in_use", label=_("In use")),
    )
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("person"), FieldPanel("organisation")]),
            FieldPanel("qualifications"),
            FieldPanel("languages"),
            FieldPanel("services"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("room"), FieldPanel("online_link")])], heading=_("Where they work")
            ),
            FieldPanel("is_in_use"),
        ],
        heading=_("Specialist"),
        translated=["about"],
        base_form_class=SpecialistForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("hours/<int:pk>/", specialist_hours.AddHours.as_view(), name="add_hours"),
            path("hours/end/<int:pk>/", specialist_hours.EndHours.as_view(), name="end_hours"),
            path("hours/strike/<int:pk>/", specialist_hours.StrikeOut.as_view(), name="strike_out"),
            path("hours/restore/<int:pk>/", specialist_hours.RestoreDay.as_view(), name="restore_day"),
            path("hours/remove/<int:pk>/", specialist_hours.RemoveHours.as_view(), name="remove_hours"),
            path("leave/<int:pk>/", absence_views.PlanLeave.as_view(), name="leave"),
        ]


class ChildcareViewSet(OwnRecordsViewSet):
    model = Childcare
    icon = "group"
    add_label = _("Add childcare")
    index_view_class = childcare_views.ChildcareList
    inspect_view_class = childcare_views.ChildcarePage
    inspect_view_enabled = True
    list_display = (
        "name",
        "organisation",
        "places",
        "youngest",
        "oldest",
        BooleanColumn("is_in_use", label=_("In use")),
    )
    edit_handler = language_tabs(
        [
            FieldPanel("organisation"),
            FieldPanel("places"),
            FieldRowPanel([FieldPanel("youngest"), FieldPanel("oldest")]),
            FieldPanel("is_in_use"),
        ],
        heading=_("Childcare"),
        translated=["name"],
        base_form_class=childcare_views.ChildcareForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        close = absence_views.CloseChildcare.as_view()
        return [*super().get_urlpatterns(), path("close/<int:pk>/", close, name="close")]


class EquipmentViewSet(OwnRecordsViewSet):
    """What rooms may have. Which room has it is said in the form of the room."""

    model = Equipment
    icon = "cogs"
    add_label = _("Add equipment")
    may_delete = True
    list_display = ("name",)
    edit_handler = ObjectList([FieldPanel(f"name_{code}", heading=name) for code, name in settings.LANGUAGES])


class AbsenceViewSet(OwnRecordsViewSet):
    """Who and what is away in the time to come. It is noted on the page of the person, room or childcare."""

    model = Absence
    icon = "calendar-alt"
    menu_label = _("Leaves and closures")
    may_add = may_edit = False
    index_view_class = absence_views.AbsenceList
    list_per_page = 50
    list_display: tuple[Any, ...] = (
        TitleColumn("resource", label=_("Who or what"), get_url=absence_views.page_of),
        absence_views.WhenColumn("starts_at", label=_("When"), sort_key="starts_at"),
        Column("reason", label=_("Reason")),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        undo = absence_views.UndoAbsence.as_view()
        return [*super().get_urlpatterns(), path("undo/<int:pk>/", undo, name="undo")]


def _in_a_row(things: Any) -> str:
    return ", ".join(str(thing) for thing in things) or "–"
