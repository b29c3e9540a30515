"""What the widget sends after a drop, read as moments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.permission_policies import visible
from sessions.backoffice.words import explain
from sessions.calendar_page.clock import FIRST_YEAR, LAST_YEAR
from sessions.calendar_page.moving import Wish
from sessions.errors import HourSkipped
from sessions.models import Room
from sessions.timetables.clock import is_skipped, on_the_clock, on_the_wall

if TYPE_CHECKING:
    from lms.people.roles import AnyUser
    from sessions.models import Appointment, Session

LONGEST = timedelta(days=1)


class OnTheWallField(forms.Field):
    """An hour without a zone. One that no clock shows is refused."""

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            local = datetime.fromisoformat(str(value))
        except ValueError:
            raise ValidationError(_("This is not an hour.")) from None
        if local.tzinfo or not FIRST_YEAR <= local.year <= LAST_YEAR:
            raise ValidationError(_("This is not an hour."))
        if is_skipped(local):
            raise ValidationError(explain(HourSkipped(local)))
        return local.replace(microsecond=0)


class WishForm(forms.Form):
    """Where it was dropped: among the reader's rooms, or in the one it had."""

    starts = OnTheWallField()
    ends = OnTheWallField()
    room: Any = forms.ModelChoiceField(queryset=None, required=False)
    sequence = forms.IntegerField(min_value=0)

    def __init__(self, *args: Any, user: AnyUser, record: Session | Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        rooms = visible(Room, user).filter(is_in_use=True)
        if record.room_id:
            rooms = rooms | Room.objects.filter(pk=record.room_id)
        fields: Any = self.fields
        fields["room"].queryset = rooms

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            raise ValidationError(_("The end must be after the start."))
        if starts and ends and ends - starts > LONGEST:
            raise ValidationError(_("No meeting lasts longer than a day."))
        now = timezone.now()
        if starts and self._moment("starts", self.record.starts_at) <= now < self.record.starts_at:
            raise ValidationError(_("This hour has passed already."))
        return cleaned

    @property
    def in_words(self) -> str:
        """All that is wrong, as one text: the page has no fields beside which it could stand."""
        return " ".join(dict.fromkeys(str(each) for errors in self.errors.values() for each in errors))

    @property
    def wish(self) -> Wish:
        return Wish(
            starts_at=self._moment("starts", self.record.starts_at),
            ends_at=self._moment("ends", self.record.ends_at),
            room=self.cleaned_data["room"],
            sequence=self.cleaned_data["sequence"],
        )

    def _moment(self, name: str, as_it_was: datetime) -> datetime:
        """An end that was not touched stays, also in the hour that October shows twice."""
        local: datetime = self.cleaned_data[name]
        return as_it_was if on_the_wall(as_it_was) == local else on_the_clock(local)
