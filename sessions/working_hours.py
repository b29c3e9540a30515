"""The hours in which a specialist can be booked: weekly ones, days struck out, and their end.

Each is an Event of django-scheduler with a Rule, wrapped by our WorkingHours. The rule gives naive local
starts; they are put on the clock of Wrocław here, so that nine o'clock stays nine o'clock all year. Nothing
of this reserves anything: an appointment does, and a leave.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from schedule.models import Calendar, Event

from sessions.errors import HoursOverlap, WrongHours
from sessions.models import HoursException, WorkingHours
from sessions.models.session import WARSAW
from sessions.opening import OpeningHours
from sessions.timetables.clock import end_of, on_the_clock
from sessions.timetables.patterns import weekly_rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sessions.models import Room, Service, Specialist

    Hours = dict[int, list[tuple[datetime, datetime, WorkingHours]]]


@transaction.atomic
def set_weekly(
    specialist: Specialist,
    *,
    weekdays: Collection[int],
    start: time,
    end: time,
    purpose: str = WorkingHours.Purpose.APPOINTMENTS,
    room: Room | None = None,
    service: Service | None = None,
    from_day: date,
    until: date | None = None,
) -> WorkingHours:
    """Say that the specialist works on these weekdays (0 is Monday), from when to when on the clock.

    With no ``until`` they go on. Raises WrongHours, NotATimetable when no weekday is given, HoursOverlap
    where the specialist has hours for the same purpose already, OutsideRoomHours where the room is closed.
    """
    if end <= start or (until and until < from_day):
        raise WrongHours
    rule = weekly_rule(weekdays, meetings=None, until=until)
    _refuse_closed_room(room or specialist.room, weekdays=weekdays, start=start, end=end)
    type(specialist).objects.select_for_update(of=("self",), no_key=True).get(pk=specialist.pk)
    _refuse_overlaps(
        specialist,
        weekdays=weekdays,
        start=start,
        end=end,
        purpose=purpose,
        from_day=from_day,
        until=until,
    )
    rule.save()
    event = Event.objects.create(
        calendar=_calendar_of(specialist),
        title=f"{start:%H:%M}–{end:%H:%M}",
        rule=rule,
        start=on_the_clock(datetime.combine(from_day, start)),
        end=on_the_clock(datetime.combine(from_day, end)),
        end_recurring_period=end_of(until) if until else None,
    )
    return WorkingHours.objects.create(
        specialist=specialist, event=event, purpose=purpose, room=room, service=service
    )


@transaction.atomic
def end_on(hours: WorkingHours, *, last_day: date) -> WorkingHours | None:
    """Let the hours end with a day, which still holds. Where they had not begun they go, and None comes back.

    Safe to repeat. What is booked already stays booked.
    """
    event = hours.event
    if last_day < hours.first_day:
        remove(hours)
        return None
    event.end_recurring_period = end_of(last_day)
    event.save(update_fields=["end_recurring_period"])
    hours.exceptions.filter(day__gt=last_day).delete()
    return hours


@transaction.atomic
def remove(hours: WorkingHours) -> None:
    """Take hours away that were set by mistake. What is booked already stays booked."""
    event = hours.event
    hours.delete()
    rule = event.rule
    event.delete()
    if rule is not None:
        # Only after its event: without its rule a series would become a single one.
        rule.delete()


def strike_out(hours: WorkingHours, *, day: date) -> HoursException:
    """Say that the hours do not hold on a day. Safe to repeat."""
    return HoursException.objects.get_or_create(working_hours=hours, day=day)[0]


def restore(exception: HoursException) -> None:
    """Let the hours hold again on a day that was struck out."""
    exception.delete()


def hours_between(
    specialists: Iterable[Specialist | int], since: date | datetime, until: date | datetime
) -> Hours:
    """From when to when each specialist works, in order, as moments; the key is that of the specialist.

    A plain day for ``since`` or ``until`` means that whole day. Two queries, however many specialists.
    """
    first, last = _opening(since), _closing(until)
    rows = WorkingHours.objects.filter(specialist__in=list(specialists)).select_related(
        "specialist__room", "event__rule", "room", "service"
    )
    found: Hours = defaultdict(list)
    for hours in rows.prefetch_related("exceptions"):
        struck_out = {exception.day for exception in hours.exceptions.all()}
        for day in days_of(hours, since=_day_of(first), until=_day_of(last)):
            begins, ends = moments_on(hours, day)
            if day not in struck_out and begins < last and ends > first:
                found[hours.specialist_id].append((begins, ends, hours))
    for each in found.values():
        each.sort(key=lambda one: (one[0], one[1]))
    return dict(found)


def days_of(hours: WorkingHours, *, since: date, until: date) -> list[date]:
    """The days that the rule gives, both ends included, with those struck out among them."""
    event = hours.event
    series = event.get_rrule_object(WARSAW)
    if series is None:
        return []
    if since > hours.first_day:
        # A series is walked from its first day; it holds on the same weekdays if it begins later.
        series = series.replace(dtstart=datetime.combine(since, hours.starts))
    opening, closing = datetime.combine(since, time.min), datetime.combine(until, time.max)
    return [start.date() for start in series.between(opening, closing, inc=True)]


def moments_on(hours: WorkingHours, day: date) -> tuple[datetime, datetime]:
    """From when to when on that day; both are hours of the clock, so a day of a clock change is right."""
    return (
        on_the_clock(datetime.combine(day, hours.starts)),
        on_the_clock(datetime.combine(day, hours.ends)),
    )


def _refuse_closed_room(room: Room | None, *, weekdays: Collection[int], start: time, end: time) -> None:
    if room is None:
        return
    opening, monday = OpeningHours([room]), date(2026, 1, 5)
    for weekday in sorted(weekdays):
        day = monday + timedelta(days=weekday)
        begins, ends = (on_the_clock(datetime.combine(day, hour)) for hour in (start, end))
        if refusal := opening.refusal(room, begins, ends):
            raise refusal


def _refuse_overlaps(
    specialist: Specialist,
    *,
    weekdays: Collection[int],
    start: time,
    end: time,
    purpose: str,
    from_day: date,
    until: date | None,
) -> None:
    others = specialist.working_hours.filter(purpose=purpose).select_related("event__rule", "room", "service")
    for other in others:
        same_days = set(weekdays) & set(other.weekdays)
        same_time = start < other.ends and other.starts < end
        same_season = (until is None or other.first_day <= until) and (
            other.last_day is None or from_day <= other.last_day
        )
        if same_days and same_time and same_season:
            raise HoursOverlap(other)


def _calendar_of(specialist: Specialist) -> Calendar:
    slug = f"hours-{specialist.person.uuid}"
    return Calendar.objects.get_or_create(slug=slug, defaults={"name": str(specialist)})[0]


def _opening(moment: date | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else on_the_clock(datetime.combine(moment, time.min))


def _closing(moment: date | datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return on_the_clock(datetime.combine(moment + timedelta(days=1), time.min))


def _day_of(moment: datetime) -> date:
    return timezone.localtime(moment, WARSAW).date()
