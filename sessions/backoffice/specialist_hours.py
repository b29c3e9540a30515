"""The working hours of a specialist: one more series, a day struck out, an end, and a mistake taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.permission_policies import visible
from lms.web import dates
from lms.web.record_pages import RecordDeed, RecordForm
from sessions.backoffice.weekly_forms import LastDayForm, StruckOutForm, WorkingHoursForm
from sessions.backoffice.words import explain
from sessions.errors import PlanningError
from sessions.models import HoursException, Specialist, WorkingHours
from sessions.working_hours import end_on, remove, restore, set_weekly, strike_out

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

A_MONDAY = date(2026, 1, 5)


@dataclass(frozen=True)
class HoursRow:
    """A series of hours as its page says it."""

    hours: WorkingHours
    days: str
    time: str
    season: str
    exceptions: list[HoursException]


def rows_of(specialist: Specialist) -> list[HoursRow]:
    """The hours that hold now or later, as the week goes."""
    today = timezone.localdate()
    found = specialist.working_hours.select_related("event__rule", "room", "service")
    living = [
        hours
        for hours in found.prefetch_related("exceptions")
        if hours.last_day is None or hours.last_day >= today
    ]
    living.sort(key=lambda hours: (hours.weekdays, hours.starts))
    return [
        HoursRow(
            hours=hours,
            days=days_in_words(hours.weekdays),
            time=dates.hours(hours.starts, hours.ends),
            season=_season(hours),
            exceptions=[one for one in hours.exceptions.all() if one.day >= today],
        )
        for hours in living
    ]


def days_in_words(weekdays: list[int]) -> str:
    """The days of the week in a row: "Monday, Wednesday"."""
    return capfirst(", ".join(dates.weekday(A_MONDAY + timedelta(days=day)) for day in weekdays))


def _season(hours: WorkingHours) -> str:
    today, last = timezone.localdate(), hours.last_day
    if hours.first_day > today and last:
        return dates.span(hours.first_day, last)
    if hours.first_day > today:
        return _("from %(day)s") % {"day": dates.date_in_words(hours.first_day)}
    return _("until %(day)s") % {"day": dates.date_in_words(last)} if last else ""


class _AboutHours(RecordForm):
    model: type[Model] = WorkingHours
    listed_model = Specialist
    index_url_name = "specialist:index"
    inspect_url_name = "specialist:inspect"
    header_icon = "user"
    errors = (PlanningError,)

    def get_records(self) -> QuerySet[Any]:
        return hours_to_change(self.user)

    def page_of(self, record: Any) -> int:
        page: int = record.specialist_id
        return page

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": self.record_url, "label": str(self.object.specialist)}]

    def get_page_subtitle(self) -> str:
        hours = self.object
        return f"{days_in_words(hours.weekdays)}, {dates.hours(hours.starts, hours.ends)}"

    def explain(self, error: Exception) -> str:
        return explain(error)


def hours_to_change(user: Any) -> QuerySet[WorkingHours]:
    """The hours of specialists whom the reader may change."""
    found = WorkingHours.objects.filter(specialist__in=visible(Specialist, user, "change"))
    return found.select_related("event__rule", "specialist__person")


class AddHours(RecordForm):
    model = Specialist
    index_url_name = "specialist:index"
    inspect_url_name = "specialist:inspect"
    header_icon = "user"
    page_title = gettext_lazy("Working hours")
    template_name = "sessions/backoffice/weekly.html"
    form_class = WorkingHoursForm
    errors = (PlanningError,)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "prefix": "hours",
            "specialist": self.object,
            "user": self.user,
        }

    def explain(self, error: Exception) -> str:
        return explain(error)

    def save(self, form: WorkingHoursForm) -> str:
        set_weekly(self.object, **form.hours)
        return _("The working hours are noted.")


class EndHours(_AboutHours):
    page_title = gettext_lazy("End working hours")
    form_class = LastDayForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = _("What is booked after that day stays booked. Move it, or call it off.")
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form: LastDayForm) -> str:
        last_day = form.cleaned_data["last_day"]
        if end_on(self.object, last_day=last_day) is None:
            return _("The hours had not begun by then, so they are gone.")
        return _("The last day of these hours: %(day)s.") % {"day": dates.day(last_day)}


class StrikeOut(_AboutHours):
    page_title = gettext_lazy("A day on which these hours do not hold")
    form_class = StruckOutForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "hours": self.object}

    def save(self, form: StruckOutForm) -> str:
        exception = strike_out(self.object, day=form.cleaned_data["day"])
        return _("Nobody can book on %(day)s.") % {"day": dates.day(exception.day)}


class RestoreDay(RecordDeed):
    model = HoursException
    inspect_url_name = "specialist:inspect"

    def get_records(self) -> QuerySet[HoursException]:
        own = HoursException.objects.filter(working_hours__in=hours_to_change(self.user))
        return own.select_related("working_hours")

    def page_of(self, record: HoursException) -> int:
        return record.working_hours.specialist_id

    def do(self) -> str:
        restore(self.object)
        return _("The hours hold again on %(day)s.") % {"day": dates.day(self.object.day)}


class RemoveHours(RecordDeed):
    model = WorkingHours
    inspect_url_name = "specialist:inspect"

    def get_records(self) -> QuerySet[WorkingHours]:
        return hours_to_change(self.user)

    def page_of(self, record: WorkingHours) -> int:
        return record.specialist_id

    def do(self) -> str:
        remove(self.object)
        return _("These working hours are taken away. What is booked stays booked.")
