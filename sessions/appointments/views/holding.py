"""What a visitor holds while the questions are answered, and how it is held again when time ran out."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.people.questions import Questions
from sessions.appointments.booking import hold
from sessions.appointments.holds import held_by, release
from sessions.appointments.series import Series, SkippedHour, hold_series
from sessions.clearances import cleared_on
from sessions.errors import BookingError, HourTaken, PlanningError

if TYPE_CHECKING:
    from django.http import QueryDict

    from lms.people.models import Person
    from sessions.appointments.comers import Comers
    from sessions.models import Appointment, Service, Specialist

TIME, SERIES, DATES = "time", "series", "dates"
PLANNED, SKIPPED = "planned", "skipped"
DEVICE = "appointments_device"


class HoursLost(BookingError):
    """Some of the hours were held too long and are somebody else's now. ``hours`` says which."""

    def __init__(self, hours: list[datetime]) -> None:
        self.hours = hours
        super().__init__(", ".join(str(hour) for hour in hours))


class Holding(Questions):
    """Questions about hours that are held from the moment they are chosen."""

    service: Service
    comers: Comers

    @property
    @abstractmethod
    def specialists(self) -> list[Specialist]:
        """Who could be met."""

    @property
    @abstractmethod
    def who(self) -> str:
        """The word under which the form knows whom it is for."""

    @property
    @abstractmethod
    def is_for_child(self) -> bool:
        """Whether a child comes."""

    @property
    @abstractmethod
    def comer(self) -> Person | None:
        """Who comes, once that is known."""

    @property
    def first_hour(self) -> tuple[datetime, Specialist] | None:
        """The hour that was chosen, and with whom."""
        form = self.answered(TIME)
        if not form.is_valid():
            return None
        starts_at, pk = form.cleaned_data["hour"]
        return starts_at, next(each for each in self.specialists if each.pk == pk)

    @property
    def number(self) -> int:
        form = self.answered(SERIES)
        return form.cleaned_data["number"] if self.service.longest_series > 1 and form.is_valid() else 1

    @property
    def starts(self) -> list[datetime]:
        """When the appointments begin that are to be booked."""
        if (first := self.first_hour) is None:
            return []
        form = self.answered(DATES)
        if self.number > 1 and form.is_valid():
            return [datetime.fromisoformat(value) for value in form.cleaned_data["dates"]]
        return [first[0]]

    # --- holding -------------------------------------------------------------------------------

    @property
    def device_key(self) -> str:
        """Under which hours are held, once one was: it outlives signing in, and tells nothing of anybody."""
        return str(self.request.session.get(DEVICE, ""))

    @cached_property
    def held(self) -> list[Appointment]:
        return held_by(self.device_key, self.service) if self.device_key else []

    @property
    def kept_until(self) -> datetime | None:
        """Until when all the hours that are wanted are held; none when one of them is no longer."""
        wanted = [each for each in self.held if each.starts_at in set(self.starts)]
        moments = [each.hold_until for each in wanted if each.hold_until]
        return min(moments) if moments and len(moments) == len(self.starts) else None

    def choose(self, data: QueryDict) -> None:
        """Hold the hour that was pressed, and let go of any other. Raises what ``hold`` raises."""
        form = self.make(TIME, data)
        if not form.is_valid():
            raise HourTaken
        starts_at, pk = form.cleaned_data["hour"]
        specialist = next(each for each in self.specialists if each.pk == pk)
        self.request.session.setdefault(DEVICE, token_urlsafe(18))
        self.__dict__.pop("held", None)
        hold(self.service, specialist=specialist, starts_at=starts_at, device_key=self.device_key)
        for answer in (SERIES, DATES, PLANNED, SKIPPED):
            self.answers.pop(answer, None)
        self.keep(TIME, data)

    @property
    def is_short(self) -> bool:
        """Whether fewer were found than asked for: the weeks to come are taken at this hour."""
        return len(self.answers.get(PLANNED, [])) < self.number

    def plan_series(self) -> None:
        """Hold the same hour of the weeks to come, and remember which could not be. Raises HoursLost."""
        self.answers.pop(DATES, None)
        first = self._hold(self.starts[0])
        if self.number == 1:
            release(each for each in self.held if each.pk != first.pk)
            return
        series = self._left_to_the_cleared(self._hold_series(first))
        self.store(
            self.answers
            | {
                PLANNED: [each.starts_at.isoformat() for each in series.appointments],
                SKIPPED: [[each.starts_at.isoformat(), each.why, get_language()] for each in series.skipped],
            }
        )

    def _left_to_the_cleared(self, series: Series) -> Series:
        """Without the days on which the specialist may not work with children, for a child."""
        if not self.is_for_child:
            return series
        days = {each: timezone.localdate(each.starts_at) for each in series.appointments}
        person = series.appointments[0].specialist.person
        cleared = cleared_on([person], days=days.values())
        out = [each for each, day in days.items() if (person.pk, day) not in cleared]
        release(out)
        skipped = [SkippedHour(each.starts_at, _("The specialist is not in at that hour.")) for each in out]
        left = [each for each in series.appointments if each not in out]
        return Series(left, sorted([*series.skipped, *skipped], key=lambda each: each.starts_at))

    def hold_all(self) -> list[Appointment]:
        """Everything that is wanted, held; what was held too long is held again. Raises HoursLost."""
        starts = self.starts
        held = {each.starts_at: each for each in self.held}
        if not set(starts) <= held.keys():
            held = self._hold_again(starts)
        if lost := [start for start in starts if start not in held]:
            raise HoursLost(lost)
        return [held[start] for start in starts]

    def _hold_again(self, starts: list[datetime]) -> dict[datetime, Appointment]:
        """As many of these hours as are still free, from the first such on."""
        for start in starts:
            try:
                first = self._hold(start)
            except HoursLost:
                continue
            again = self._hold_series(first).appointments if len(starts) > 1 else [first]
            return {each.starts_at: each for each in again}
        return {}

    def _hold(self, starts_at: datetime) -> Appointment:
        first = self.first_hour
        if first is None:
            raise HoursLost([starts_at])
        self.__dict__.pop("held", None)
        try:
            return hold(self.service, specialist=first[1], starts_at=starts_at, device_key=self.device_key)
        except (BookingError, PlanningError) as taken:
            raise HoursLost([starts_at]) from taken

    def _hold_series(self, first: Appointment) -> Series:
        self.__dict__.pop("held", None)
        return hold_series(
            first, number=self.number, for_person=self.comer, carer=self.comers.carer_of(self.who)
        )

    def leave_out(self, lost: list[datetime]) -> None:
        """Go on with the other dates of the series."""
        left = [value for value in self.answers.get(PLANNED, []) if datetime.fromisoformat(value) not in lost]
        wanted = [start.isoformat() for start in self.starts if start not in lost]
        self.store(self.answers | {PLANNED: left, DATES: {"dates": wanted}})
