"""An appointment is moved or called off by us, or a whole day of a specialist who has fallen ill."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web import dates
from lms.web.record_pages import RecordForm
from sessions.appointments.backoffice.forms import DayForm, MoveForm
from sessions.appointments.backoffice.words import explain
from sessions.appointments.booking import cancel, move
from sessions.appointments.days import ahead_on, call_off_day
from sessions.appointments.free_times import FreeTime, free_times, specialists_of
from sessions.backoffice.forms import ReasonForm
from sessions.errors import BookingError, PlanningError
from sessions.models import Appointment, Specialist

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

SHOWN_DAYS = timedelta(days=28)


class AboutAppointment(RecordForm):
    """A form on a page below that of the appointment."""

    model: type[Model] = Appointment
    index_url_name = "appointment:index"
    inspect_url_name = "appointment:inspect"
    header_icon = "calendar-check"
    errors = (BookingError, PlanningError)

    def get_records(self) -> QuerySet[Appointment]:
        records: QuerySet[Appointment] = super().get_records()
        return records.select_related("service", "specialist__person", "person", "accompanied_by")

    def get_page_subtitle(self) -> str:
        return self.object.person.display_name if self.object.person else ""

    def explain(self, error: Exception) -> str:
        return explain(error)

    @property
    def actor(self) -> Person | None:
        return Person.of(self.user)

    @property
    def when(self) -> str:
        return dates.moment(self.object.starts_at, self.object.ends_at)


class MoveAppointment(AboutAppointment):
    page_title = gettext_lazy("Move an appointment")
    form_class = MoveForm
    submit_label = gettext_lazy("Move it and tell everyone")

    @cached_property
    def times(self) -> list[FreeTime]:
        """What is free in the coming weeks, of all specialists of the reader's who give this help."""
        appointment: Appointment = self.object
        own = visible(Specialist, self.user).values("pk")
        now = timezone.now()
        return free_times(
            appointment.service,
            specialists=specialists_of(appointment.service).filter(pk__in=own),
            since=now,
            until=max(now, appointment.starts_at) + SHOWN_DAYS,
            for_person=appointment.person,
            carer=appointment.accompanied_by,
            instead_of=appointment,
            by_organiser=True,
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "times": self.times, "is_required": False}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = _("Now: %(when)s, with %(specialist)s.")
        known = {"when": self.when, "specialist": self.object.specialist}
        return super().get_context_data(intro=intro % known, **kwargs)

    def save(self, form: MoveForm) -> str:
        moved = move(
            self.object,
            starts_at=form.starts_at,
            specialist=form.specialist,
            by=self.actor,
            by_organiser=True,
        )
        return _("Moved. The appointment is now: %(when)s.") % {
            "when": dates.moment(moved.starts_at, moved.ends_at)
        }


class CallOffAppointment(AboutAppointment):
    page_title = gettext_lazy("Call off an appointment")
    form_class = ReasonForm
    submit_label = gettext_lazy("Call it off and tell everyone")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = _("%(when)s, %(person)s. They get your words, and a link to choose another hour.")
        known = {"when": self.when, "person": self.object.person}
        return super().get_context_data(intro=intro % known, **kwargs)

    def save(self, form: ReasonForm) -> str:
        cancel(self.object, by=self.actor, cause=form.cleaned_data["reason"], by_organiser=True)
        return _("The appointment is called off. Everyone is being told.")


class CallOffDay(AboutAppointment):
    """All that the specialist of this appointment still has that day."""

    page_title = gettext_lazy("Call off the whole day")
    form_class = DayForm
    submit_label = gettext_lazy("Call all off and tell everyone")

    def get_page_subtitle(self) -> str:
        return str(self.object.specialist)

    @property
    def day(self) -> date:
        return timezone.localdate(self.object.starts_at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        booked = ahead_on(self.object.specialist, self.day).filter(status=Appointment.Status.BOOKED).count()
        intro = ngettext(
            "%(specialist)s, %(day)s: %(number)d appointment. Everyone gets your words, and a link to choose"
            " another hour.",
            "%(specialist)s, %(day)s: %(number)d appointments. Everyone gets your words, and a link to choose"
            " another hour.",
            booked,
        ) % {"specialist": self.object.specialist, "day": dates.day(self.day), "number": booked}
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form: DayForm) -> str:
        called_off = call_off_day(
            self.object.specialist,
            day=self.day,
            by=self.actor,
            cause=form.cleaned_data["reason"],
            is_away=form.cleaned_data["is_away"],
        )
        number = len(called_off)
        return ngettext(
            "%(number)d appointment is called off. Everyone is being told.",
            "%(number)d appointments are called off. Everyone is being told.",
            number,
        ) % {"number": number}
