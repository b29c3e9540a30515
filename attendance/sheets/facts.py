"""The head of a sheet: who organised and paid for it, what it was about, where, with whom, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance.sheets.hours import Span, in_words
from cms.leaflets.letters import set_well
from lms.web import dates
from sessions.models import Timetable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.models import Run, Session


def facts_of_run(run: Run, *, is_key: bool = False) -> list[dict[str, str]]:
    """Organiser, funder, agreement, edition. Of a confidential one the key alone says who pays, and for what.

    ``is_key``: for the paper that is kept apart, which hides nothing.
    """
    hides = run.is_confidential and not is_key
    # Many meet where their organiser sits, so the address would tell the place.
    address = "" if hides else run.organiser.address
    organiser = ", ".join(part for part in (run.organiser.name, address) if part)
    found = [_fact("organiser", _("Organiser"), organiser)]
    if run.funder and not hides:
        line = f". {run.funder.funder_line}" if run.funder.funder_line else ""
        found.append(_fact("funder", _("Funder"), f"{run.funder.name}{line}"))
    if run.contract:
        agreement = run.contract.code if hides else str(run.contract)
        found.append(_fact("contract", _("Agreement, line"), agreement))
    edition = run.code if hides or not run.theme else f"{run.code}, {run.theme}"
    return [*found, _fact("run", _("Edition"), edition)]


def facts_of_session(session: Session, span: Span, *, is_key: bool = False) -> list[dict[str, str]]:
    hides = session.run.is_confidential and not is_key
    when = (
        f"{dates.weekday(session.starts_at)}, {dates.full_date(session.starts_at)}, "
        f"{dates.hours(session.starts_at, session.ends_at)}"
    )
    found = [*facts_of_run(session.run, is_key=is_key), _fact("when", _("When"), when)]
    if not hides:
        found.append(_fact("venue", _("Where"), _venue(session)))
        if topics := topics_of(session):
            found.append(_fact("topics", _("Topics"), "; ".join(topics)))
    found.append(
        _fact("trainers", _("Trainers"), ", ".join(str(trainer) for trainer in session.trainers.all()))
    )
    if session.interpreter:
        found.append(_fact("interpreter", _("Interpreter"), str(session.interpreter)))
    found.append(_fact("hours", teaching_hours_label(session.run), hours_line(session, span)))
    if units := units_of(session, hides=hides):
        found.append(_fact("units", _("Units"), " · ".join(units)))
    return [fact for fact in found if fact["value"]]


def title_of(run: Run, *, is_key: bool = False) -> str:
    if run.is_confidential and not is_key:
        return _("Personal development meetings")
    return set_well(run.course.title)


def topics_of(session: Session) -> list[str]:
    topics = [session.topic, *(unit.topic for unit in session.units.all())]
    return list(dict.fromkeys(topic for topic in topics if topic))


def units_of(session: Session, *, hides: bool) -> list[str]:
    """ "17.00–17.45 theory", unit by unit; none where the session is one."""
    lines = []
    for unit in session.units.all():
        line = f"{dates.hours(*unit.hours(session))} {Timetable.Kind(unit.kind).label}"
        lines.append(line if hides or not unit.topic else f"{line}: {unit.topic}")
    return lines


def teaching_hours_label(run: Run) -> str:
    return _("Hours of %(minutes)s minutes") % {"minutes": run.course.minutes_in_hour}


def hours_line(session: Session, span: Span) -> str:
    return in_words(span, session.run.course.minutes_in_hour)


def logo_places(run: Run) -> list[str]:
    """Whose marks belong on top of the paper; each gets a place with the name in it."""
    payers = [run.funder.name] if run.funder and not run.is_confidential else []
    return [set_well(name) for name in (run.organiser.name, *payers)]


def trainers_of(sessions: Iterable[Session]) -> str:
    named = (str(trainer) for session in sessions for trainer in session.trainers.all())
    return ", ".join(dict.fromkeys(named))


def _venue(session: Session) -> str:
    room = session.room
    if room is None:
        return pgettext("where a meeting is held", "on line") if session.online_link else ""
    return ", ".join(part for part in (room.name, room.street, room.floor) if part)


def _fact(key: str, label: str, value: str) -> dict[str, Any]:
    return {"key": key, "label": label, "value": set_well(value)}
