"""A family phones or stands at the counter: the person is found, an hour chosen and booked for them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.people.models import Acceptance, InformationClause, Person
from lms.people.permission_policies import visible
from lms.web import dates
from lms.web.record_pages import RecordForm, RecordPage
from sessions.appointments.backoffice.forms import BookForm
from sessions.appointments.backoffice.words import explain
from sessions.appointments.booking import book, hold
from sessions.appointments.free_times import FreeTime, free_times, specialists_of
from sessions.appointments.series import SkippedHour, hold_series
from sessions.appointments.who_may import who_comes_along
from sessions.errors import BookingError, PlanningError
from sessions.models import Service, Specialist
from sessions.models.session import WARSAW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sessions.models import Appointment

SHOWN = 20
WEEKS = timedelta(weeks=4)


class SomeWeeksTaken(BookingError):
    """Not every week of a series is free, and nobody has said that some may be left out."""

    def __init__(self, skipped: Sequence[SkippedHour]) -> None:
        self.skipped = skipped
        super().__init__()


class _AboutService(RecordPage):
    model = Service
    action = "view"
    index_url_name = "service:index"
    inspect_url_name = "service:book"
    header_icon = "calendar-check"


class FindPerson(_AboutService):
    """Search among the people the reader may know; somebody new is written down first."""

    page_title = gettext_lazy("Book for a family")
    template_name = "sessions/backoffice/appointments/find_person.html"

    def get_trail(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "").strip()
        people = list(visible(Person, self.request.user).named(typed)[:SHOWN]) if typed else []  # type: ignore[attr-defined]
        return super().get_context_data(typed=typed, people=people, **kwargs)


class BookForPerson(_AboutService, RecordForm):
    page_title = gettext_lazy("Choose an hour")
    template_name = "sessions/backoffice/appointments/book.html"
    form_class = BookForm
    submit_label = gettext_lazy("Book and tell the family")
    errors = (BookingError, PlanningError)

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(visible(Person, self.user), pk=self.kwargs["person"])

    @cached_property
    def booker(self) -> Person:
        return Person.of(self.user) or self.person

    @cached_property
    def companion(self) -> Person | None:
        return who_comes_along(self.object, person=self.person, booked_by=self.booker)

    @cached_property
    def clause(self) -> InformationClause | None:
        """The clause the person has not heard of yet; none when there is nothing to tell."""
        clause = InformationClause.objects.current(InformationClause.Purpose.BOOKING)
        if clause and Acceptance.objects.filter(person=self.person, clause=clause).exists():
            return None
        return clause

    @cached_property
    def since(self) -> date:
        """The first day of the weeks shown."""
        today = timezone.localdate()
        try:
            asked = parse_date(self.request.GET.get("from", ""))
        except ValueError:
            asked = None
        return min(max(asked or today, today), today + timedelta(days=400))

    @property
    def device_key(self) -> str:
        return f"staff:{self.user.pk}"

    @cached_property
    def times(self) -> list[FreeTime]:
        since = datetime.combine(self.since, time(), tzinfo=WARSAW)
        own = visible(Specialist, self.user).values("pk")
        return free_times(
            self.object,
            specialists=specialists_of(self.object).filter(pk__in=own),
            since=since,
            until=since + WEEKS,
            for_person=self.person,
            carer=self.companion,
            device_key=self.device_key,
            by_organiser=True,
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"service": self.object, "times": self.times, "ask_informed": bool(self.clause)}
        return {**super().get_form_kwargs(), **known}

    def get_page_subtitle(self) -> str:
        return self.person.full_name

    def get_success_url(self) -> str:
        return reverse("appointment:inspect", args=[self.booked[0].pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        later, earlier = self.since + WEEKS, max(self.since - WEEKS, today)
        return super().get_context_data(
            intro=self._who_comes(),
            has_hours=bool(self.times),
            weeks=dates.span(self.since, later - timedelta(days=1)),
            later=later.isoformat(),
            earlier=earlier.isoformat() if self.since > today else "",
            **kwargs,
        )

    def _who_comes(self) -> str:
        known = {"service": self.object, "person": self.person.full_name}
        if self.companion:
            return _("%(service)s for %(person)s, who comes with %(carer)s.") % {
                **known,
                "carer": self.companion.full_name,
            }
        return _("%(service)s for %(person)s.") % known

    def explain(self, error: Exception) -> str:
        if isinstance(error, SomeWeeksTaken):
            hours = "; ".join(f"{dates.day(each.starts_at)}: {each.why}" for each in error.skipped)
            return _("Some weeks cannot be had: %(hours)s Tick below to leave them out.") % {"hours": hours}
        return explain(error)

    @transaction.atomic
    def save(self, form: BookForm) -> str:
        held = self._held(form)
        if form.cleaned_data.get("informed") and self.clause:
            Acceptance.objects.get_or_create(
                person=self.person,
                clause=self.clause,
                defaults={"accepted_by": self.booker, "language": self.person.language},
            )
        self.booked = book(held, person=self.person, booked_by=self.booker, accompanied_by=self.companion)
        number = len(self.booked)
        return ngettext(
            "Booked: %(when)s. The family is being told.",
            "%(number)d appointments are booked, the first: %(when)s. The family is being told.",
            number,
        ) % {"number": number, "when": dates.moment(self.booked[0].starts_at, self.booked[0].ends_at)}

    def _held(self, form: BookForm) -> list[Appointment]:
        first = hold(
            self.object,
            specialist=form.specialist,
            starts_at=form.starts_at,
            device_key=self.device_key,
            by_organiser=True,
        )
        number = form.cleaned_data.get("number") or 1
        if number == 1:
            return [first]
        series = hold_series(first, number=number, for_person=self.person, carer=self.companion)
        if series.skipped and not form.cleaned_data["skip_taken"]:
            raise SomeWeeksTaken(series.skipped)
        return series.appointments
