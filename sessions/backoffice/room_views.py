"""A room: what it has, when it is open, when it is closed, and what is planned there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from lms.people.permission_policies import visible
from lms.web.own_records import OwnCreateView, OwnEditView, OwnInspectView, OwnListView
from lms.web.record_pages import RecordDeed, RecordForm
from sessions.backoffice.absence_views import absences_of
from sessions.backoffice.weekly_forms import AbsenceForm, RoomHoursForm
from sessions.backoffice.what_comes import SHOWN, meetings_ahead
from sessions.backoffice.words import explain
from sessions.errors import PlanningError
from sessions.models import Room, RoomHours
from sessions.opening import OpeningHours
from sessions.room_hours import open_room, shut_room

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class RoomList(OwnListView):
    def get_base_queryset(self) -> QuerySet[Room]:
        return super().get_base_queryset().select_related("office", "organisation")

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the page of the room, which has all its buttons."""


class AddRoom(OwnCreateView):
    def get_success_url(self) -> str:
        return reverse("room:inspect", args=[self.object.pk])


class EditRoom(OwnEditView):
    def get_success_url(self) -> str:
        return reverse("room:inspect", args=[self.object.pk])


class RoomPage(OwnInspectView):
    template_name = "sessions/backoffice/room.html"
    page_title = gettext_lazy("Room")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may_change:
            return []
        return [HeaderButton(_("Edit"), url=reverse("room:edit", args=[self.object.pk]), icon_name="edit")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        room: Room = self.object
        coming = list(meetings_ahead(self.request.user, room=room))
        opening = OpeningHours([room])
        return super().get_context_data(
            room=room,
            may_change=self.may_change,
            equipment=room.equipment.all(),
            week=week_of(room),
            coming=coming[:SHOWN],
            left_out=[one for one in coming if opening.refusal(room, one.starts_at, one.ends_at)][:SHOWN],
            absences=absences_of(self.request.user, room=room),
            hours_form=RoomHoursForm(prefix="hours"),
            absence_form=AbsenceForm(),
            absence_url=reverse("room:close", args=[room.pk]),
            **kwargs,
        )


def week_of(room: Room) -> list[tuple[str, list[RoomHours]]]:
    """The days of the week with the hours of each; nothing at all for a room that is always open."""
    found = list(room.hours.order_by("weekday", "opens"))
    if not found:
        return []
    return [
        (capfirst(name), [hours for hours in found if hours.weekday == number])
        for number, name in WEEKDAYS.items()
    ]


class _AboutRoom(RecordForm):
    model: type[Model] = Room
    listed_model = Room
    index_url_name = "room:index"
    inspect_url_name = "room:inspect"
    header_icon = "home"
    errors = (PlanningError,)

    def explain(self, error: Exception) -> str:
        return explain(error)


class AddRoomHours(_AboutRoom):
    page_title = gettext_lazy("Opening hours")
    template_name = "sessions/backoffice/weekly.html"
    form_class = RoomHoursForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "prefix": "hours"}

    def save(self, form: RoomHoursForm) -> str:
        words = form.cleaned_data
        open_room(self.object, weekdays=words["weekdays"], opens=words["start"], closes=words["end"])
        return _("The opening hours are noted.")


class RemoveRoomHours(RecordDeed):
    """Found among the hours of rooms that the reader may change."""

    model = RoomHours
    inspect_url_name = "room:inspect"

    def get_records(self) -> QuerySet[RoomHours]:
        return RoomHours.objects.filter(room__in=visible(Room, self.user, "change"))

    def page_of(self, record: RoomHours) -> int:
        return record.room_id

    def do(self) -> str:
        shut_room(self.object)
        return _("These opening hours are taken away.")
