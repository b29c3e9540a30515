"""Why something could not be done, in words for whoever plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.web.dates import day, hour, hours, moment, weekday
from sessions import errors

if TYPE_CHECKING:
    from sessions.timetables.outlook import Meeting


def explain(error: Exception) -> str:
    """One or two sentences: what stands in the way, and what to do."""
    for kind, words in _TELLING.items():
        if isinstance(error, kind):
            return words(error)
    return str(_WORDS.get(type(error), _("This cannot be done now. Please look at the run again.")))


def explain_busy(busy: errors.ParticipantBusy) -> str:
    people = ", ".join(str(person) for person in busy.people)
    return _("%(people)s: something else is booked at one of these hours.") % {"people": people}


def explain_courses_first(behind: errors.CoursesComeFirst) -> str:
    """Who has to complete what before; what they learnt elsewhere can be recognised."""
    said = [
        _("%(person)s: first %(courses)s.") % {"person": person, "courses": ", ".join(map(str, courses))}
        for person, courses in behind.missing.items()
    ]
    return " ".join([*said, _("What somebody learnt elsewhere can be recognised under Learnt elsewhere.")])


def explain_clearances(refused: errors.NotCleared) -> str:
    return " ".join(reason.in_words for reason in refused.reasons)


def explain_skipped_hour(skipped: errors.HourSkipped) -> str:
    return _(
        "On %(day)s no clock shows %(hour)s: the clocks go forward from 2 to 3 that night."
        " Choose another hour."
    ) % {"day": day(skipped.local), "hour": hour(skipped.local)}


def explain_childcare(full: errors.ChildcareFull) -> str:
    """How many children can still be looked after."""
    if not full.left:
        return _("Nobody is free to look after more children. Ask whether they can come without childcare.")
    return ngettext(
        "Only %(left)d more child can be looked after.",
        "Only %(left)d more children can be looked after.",
        full.left,
    ) % {"left": full.left}


def explain_clash(clash: errors.Clash) -> str:
    """Who or what is taken, by name, and when."""
    names = ", ".join(str(resource) for resource in clash.resources)
    if not clash.hours:
        return _("Already taken at that time: %(names)s.") % {"names": names}
    when = "; ".join(capfirst(moment(start)) for start in clash.hours[:5])
    return _("Already taken: %(names)s. When: %(hours)s. Choose another time, room or trainer.") % {
        "names": names,
        "hours": when,
    }


def explain_date(meeting: Meeting) -> list[str]:
    """What the reader should know of one date of a series: why it cannot be, what else to think of."""
    said = []
    if isinstance(meeting.refusal, errors.Clash):
        names = ", ".join(str(resource) for resource in meeting.refusal.resources)
        said.append(_("Already taken: %(names)s.") % {"names": names})
        said.append(meeting.remedies.in_words if meeting.remedies else "")
    elif meeting.refusal:
        said.append(explain(meeting.refusal))
    if meeting.holiday:
        said.append(_("Public holiday: %(name)s.") % {"name": meeting.holiday})
    if meeting.stays:
        said.append(_("This meeting was changed by hand or has begun, and stays as it is."))
    elif meeting.session and meeting.is_new_date:
        said.append(_("Until now: %(when)s.") % {"when": moment(meeting.session.starts_at)})
    if meeting.is_past and not meeting.stays:
        said.append(_("This day has passed."))
    if meeting.clock_moves_it:
        said.append(_("The clocks go forward that night, so it begins an hour later."))
    if meeting.clock_shows_it_twice:
        said.append(_("The clocks go back that night; it begins at the first of the two hours."))
    if meeting.outside_hours_of:
        people = ", ".join(str(person) for person in meeting.outside_hours_of)
        said.append(_("Outside the hours of: %(people)s.") % {"people": people})
    return [each for each in said if each]


def explain_room_hours(closed: errors.OutsideRoomHours) -> str:
    """When the room is open on that day instead."""
    named = {"room": closed.room, "day": weekday(closed.starts_at)}
    if not closed.hours:
        return _("%(room)s is closed on this day of the week (%(day)s). Choose another day or room.") % named
    named["hours"] = ", ".join(hours(opens, closes) for opens, closes in closed.hours)
    return _("On this day of the week (%(day)s) %(room)s is open %(hours)s.") % named


def explain_overlap(overlap: errors.HoursOverlap) -> str:
    """Which hours the specialist has already."""
    other = overlap.hours
    return _("%(person)s has such hours already: %(hours)s. End those first, or choose other hours.") % {
        "person": other.specialist,
        "hours": hours(other.starts, other.ends),
    }


def explain_absence(refused: errors.AbsenceRefused) -> str:
    """What a leave or a closure cannot take anybody out of."""
    if refused.hit.absences:
        return _("A leave or a closure is noted for that time already.")
    when = "; ".join(capfirst(moment(one.starts_at, one.ends_at)) for one in refused.hit.in_the_way[:5])
    return _("This cannot be left: it has begun, or somebody has a place of their own there. %(when)s.") % {
        "when": when
    }


def explain_unit_outside(outside: errors.UnitOutside) -> str:
    """Which unit is too late, and when the meeting ends."""
    starts_at = outside.session.starts_at + timedelta(minutes=outside.part.starts_after)
    ends_at = outside.session.starts_at + timedelta(minutes=outside.part.ends_after)
    return _("The unit %(unit)s lies outside the meeting, which is at %(meeting)s.") % {
        "unit": hours(starts_at, ends_at),
        "meeting": hours(outside.session.starts_at, outside.session.ends_at),
    }


def explain_units_overlap(overlap: errors.UnitsOverlap) -> str:
    """Which of two units begins too early."""
    begins = overlap.session.starts_at + timedelta(minutes=overlap.following.starts_after)
    ends = overlap.session.starts_at + timedelta(minutes=overlap.one.ends_after)
    return _("The unit that begins at %(begins)s overlaps the one before it, which ends at %(ends)s.") % {
        "begins": hour(begins),
        "ends": hour(ends),
    }


_WORDS: dict[type[Exception], Any] = {
    errors.BookingClosed: gettext_lazy(
        "Booking is closed: the run is not published, or its booking time is over."
    ),
    errors.NotEligible: gettext_lazy("This course is for somebody else. Look at whom it is for."),
    errors.NotInYourCare: gettext_lazy("You may not book for this person."),
    errors.TooManyForRun: gettext_lazy("More people than the run has seats."),
    errors.SeatsGone: gettext_lazy("No seat is free for them now. Add seats first, or cancel a place."),
    errors.HasPlaceAlready: gettext_lazy("Somebody of them has a place there already."),
    errors.OfferOver: gettext_lazy("This offer is over. Please look at the queue again."),
    errors.TooLateToCancel: gettext_lazy("It is too late to give this place back."),
    errors.TransitionRefused: gettext_lazy("The place has changed in the meantime. Please look again."),
    errors.AlreadyClosed: gettext_lazy(
        "The list of this session was handed in; it can no longer be changed."
    ),
    errors.AlreadyCancelled: gettext_lazy("This was called off already."),
    errors.NotATimetable: gettext_lazy("No dates can be made of this. Choose weekdays, an hour, and an end."),
    errors.WrongHours: gettext_lazy("The end must be after the start."),
    errors.ChangedMeanwhile: gettext_lazy(
        "Somebody else has changed this in the meantime. Look at it again before you save."
    ),
}
_TELLING: dict[type[Exception], Callable[[Any], str]] = {
    errors.Clash: explain_clash,
    errors.ParticipantBusy: explain_busy,
    errors.CoursesComeFirst: explain_courses_first,
    errors.NotCleared: explain_clearances,
    errors.OutsideRoomHours: explain_room_hours,
    errors.HourSkipped: explain_skipped_hour,
    errors.ChildcareFull: explain_childcare,
    errors.HoursOverlap: explain_overlap,
    errors.AbsenceRefused: explain_absence,
    errors.UnitOutside: explain_unit_outside,
    errors.UnitsOverlap: explain_units_overlap,
}
"""Errors whose words name people, rooms or hours."""
