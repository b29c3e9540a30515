"""Every word and figure of the list of a session, row by row, fixed in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from attendance.door.guests import is_expected_at
from attendance.models import Attendance, Scan, Sheet
from attendance.sheets import facts
from attendance.sheets.hours import Span, figure, span_of
from attendance.sheets.layout import blank_rows_after
from attendance.sheets.names import names_on_paper
from cms.leaflets.letters import printable
from lms.web import dates
from sessions.models import MakeUp, Place, Session

if TYPE_CHECKING:
    from lms.people.models import Person

OFFICIAL_LANGUAGE = "pl"
"""Auditors read it."""
VERSION = 1


@dataclass(frozen=True)
class Entry:
    """One person on the list of a session, and what is known of them."""

    person: Person
    attendance: Attendance | None


def statement_of(
    session: Session, *, purpose: Sheet.Purpose, language: str = OFFICIAL_LANGUAGE
) -> dict[str, Any]:
    """What ``templates/typst/sheet_*.typ`` prints, and what a Sheet keeps for ever. Six queries or so.

    ``rows`` name each person by uuid too, for reading the paper back; that is never printed.
    """
    session = session_for_paper(session.pk)
    entries = entries_of(session, to_sign=purpose == Sheet.Purpose.TO_SIGN)
    with override(language):
        span = span_of(session)
        names = names_on_paper([entry.person for entry in entries], run=session.run)
        rows = [_row(entry, name=names[entry.person.pk], session=session) for entry in entries]
        rows = in_order(rows)
        return {
            "version": VERSION,
            "kind": "session",
            "purpose": str(purpose),
            "language": language,
            "is_confidential": session.run.is_confidential,
            "title": facts.title_of(session.run),
            "run": session.run.code,
            "date": dates.full_date(session.starts_at),
            "starts_at": session.starts_at.isoformat(),
            "ends_at": session.ends_at.isoformat(),
            "minutes_in_hour": session.run.course.minutes_in_hour,
            "planned": {
                "theory": span.theory,
                "practice": span.practice,
                "units": max(1, len(session.units.all())),
            },
            "facts": facts.facts_of_session(session, span),
            "logos": facts.logo_places(session.run),
            "words": words_of(session, purpose=purpose),
            "rows": rows,
            "blank_rows": blank_rows_after(len(rows)) if purpose == Sheet.Purpose.TO_SIGN else 0,
            "summary": [] if purpose == Sheet.Purpose.TO_SIGN else _summary(entries, session=session),
            "closing": _closing(session) if purpose == Sheet.Purpose.RECORD else "",
        }


def session_for_paper(pk: int) -> Session:
    """A session with all that its paper names."""
    return (
        Session.objects.select_related(
            "run__course",
            "run__organiser",
            "run__funder",
            "run__contract",
            "room__office",
            "interpreter",
            "closed_by",
        )
        .prefetch_related("units", "trainers")
        .get(pk=pk)
    )


def entries_of(session: Session, *, to_sign: bool) -> list[Entry]:
    """Everybody who is expected, and besides whoever was there without being so. Two queries.

    Whoever makes the session up elsewhere is not asked to sign here.
    """
    noted = {row.person_id: row for row in session.attendances.select_related("person")}
    places = Place.objects.filter(is_expected_at(session)).select_related("person")
    if to_sign:
        elsewhere = MakeUp.objects.filter(place=OuterRef("pk"), missed=session, cancelled_at=None)
        places = places.filter(
            ~Exists(elsewhere) | Q(person__in=[key for key, row in noted.items() if row.was_there])
        )
    people = {place.person_id: place.person for place in places}
    people |= {row.person_id: row.person for row in noted.values() if not to_sign or row.was_there}
    return [Entry(person, noted.get(pk)) for pk, person in people.items()]


def words_of(session: Session, *, purpose: Sheet.Purpose) -> dict[str, str]:
    is_to_sign = purpose == Sheet.Purpose.TO_SIGN
    words = {
        "title": _("Attendance list"),
        "kind": str(Sheet.Purpose(purpose).label),
        "number": _("No."),
        "name": pgettext("on paper", "Alias") if session.run.is_confidential else _("Given and family name"),
        "page": _("page"),
        "of": pgettext("page 1 of 3", "of"),
        "logo": _("Place for the mark: %(name)s"),
        "aliases": _("Names are kept apart from this list.") if session.run.is_confidential else "",
    }
    if is_to_sign:
        return words | {
            "box": _("Present"),
            "signature": _("Signature"),
            "how": _("Put a cross in the box and sign beside it."),
            "qr": _("For the trainer: scan to hand in a photograph of this list."),
            "trainer": _("Signature of the trainer"),
            "keep": _("Keep the small squares at the edges free: they let Krok read this page."),
        }
    return words | {
        "status": _("Status"),
        "came": pgettext("time of coming, in a table", "Came"),
        "left": pgettext("time of going, in a table", "Left"),
        "how": pgettext("by camera, by list", "How noted"),
        "units": _("Units"),
        "minutes": _("Minutes"),
        "hours": pgettext("column of teaching hours", "Hours"),
        "theory": _("Theory"),
        "practice": _("Practice"),
        "proof": _("Times and manner are those of the log of check-ins, which cannot be changed afterwards."),
    }


def _row(entry: Entry, *, name: str, session: Session) -> dict[str, Any]:
    row: dict[str, Any] = {
        "person": str(entry.person.uuid),
        "name": printable(name),
        "status": "",
        "status_label": "–",
        "came": "",
        "left": "",
        "how": "",
        "minutes": 0,
        "practice_minutes": 0,
        "units": 0,
        "theory_hours": "",
        "practice_hours": "",
        "hours": "",
    }
    known = entry.attendance
    if known is None:
        return row
    per_hour = session.run.course.minutes_in_hour
    earned = Span(known.minutes - known.practice_minutes, known.practice_minutes)
    return row | {
        "status": known.status,
        "status_label": capfirst(known.get_status_display()),
        "came": dates.hour(known.arrived_at) if known.arrived_at else "",
        "left": dates.hour(known.left_at) if known.left_at else "",
        "how": str(Scan.Method(known.method).label) if known.method else "",
        "minutes": known.minutes,
        "practice_minutes": known.practice_minutes,
        "units": known.units,
        "theory_hours": figure(earned.theory, per_hour),
        "practice_hours": figure(earned.practice, per_hour),
        "hours": figure(earned.total, per_hour),
    }


def _summary(entries: list[Entry], *, session: Session) -> list[dict[str, str]]:
    known = [entry.attendance for entry in entries if entry.attendance]
    there = [row for row in known if row.was_there]
    excused = sum(1 for row in known if row.status == Attendance.Status.EXCUSED)
    minutes = sum(row.minutes for row in there)
    return [
        {"label": _("On the list"), "value": str(len(entries))},
        {"label": _("Were there"), "value": str(len(there))},
        {"label": _("Excused"), "value": str(excused)},
        {"label": _("Absent"), "value": str(len(known) - len(there) - excused)},
        {"label": _("Hours of all people"), "value": figure(minutes, session.run.course.minutes_in_hour)},
    ]


def _closing(session: Session) -> str:
    if session.closed_at is None or session.closed_by is None:
        return _("The list is open: it may still change.")
    return _("The list was closed by %(name)s, %(day)s, %(hour)s.") % {
        "name": session.closed_by.display_name,
        "day": dates.full_date(session.closed_at),
        "hour": dates.hour(session.closed_at),
    }


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By name, each with its number on the list."""
    ordered = sorted(rows, key=lambda row: (_order_of(row["name"]), row["person"]))
    return [row | {"number": number} for number, row in enumerate(ordered, start=1)]


def _order_of(name: str) -> tuple[str, int]:
    """ "Person 2" before "Person 10"."""
    words, _space, number = name.casefold().rpartition(" ")
    return (words, int(number)) if number.isdecimal() else (name.casefold(), 0)
