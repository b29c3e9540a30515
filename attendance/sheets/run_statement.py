"""The list of a whole run: people down, meetings across, hours at the end of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from attendance.models import Attendance, Sheet
from attendance.sheets import facts
from attendance.sheets.hours import Span, figure, in_words, span_of
from attendance.sheets.names import names_on_paper
from attendance.sheets.statement import OFFICIAL_LANGUAGE, VERSION, in_order
from cms.leaflets.letters import printable, set_well
from lms.web import dates
from sessions.models import Place, Run, Session

if TYPE_CHECKING:
    from lms.people.models import Person

Status = Attendance.Status


def run_statement_of(run: Run, *, language: str = OFFICIAL_LANGUAGE) -> dict[str, Any]:
    """What ``templates/typst/sheet_run.typ`` prints. A fixed number of queries."""
    run = Run.objects.select_related("course", "organiser", "funder", "contract").get(pk=run.pk)
    sessions = list(
        run.sessions.not_cancelled().prefetch_related("units", "trainers").order_by("starts_at", "pk")
    )
    noted: dict[tuple[int, int], Attendance] = {}
    people: dict[int, Person] = {
        place.person_id: place.person
        for place in run.places.filter(status__in=Place.EXPECTED).select_related("person")
    }
    for row in Attendance.objects.filter(session__in=sessions).select_related("person"):
        noted[row.person_id, row.session_id] = row
        people.setdefault(row.person_id, row.person)
    per_hour = run.course.minutes_in_hour
    with override(language):
        names = names_on_paper(people.values(), run=run)
        rows = [
            _row(
                person,
                name=names[person.pk],
                known=[noted.get((person.pk, session.pk)) for session in sessions],
                per_hour=per_hour,
            )
            for person in people.values()
        ]
        spans = [span_of(session) for session in sessions]
        planned = sum(spans, Span())
        return {
            "version": VERSION,
            "kind": "run",
            "purpose": str(Sheet.Purpose.RECORD),
            "language": language,
            "is_confidential": run.is_confidential,
            "title": facts.title_of(run),
            "run": run.code,
            "date": dates.span(sessions[0].starts_at, sessions[-1].starts_at) if sessions else "",
            "minutes_in_hour": per_hour,
            "planned": {"theory": planned.theory, "practice": planned.practice},
            "facts": _facts(run, sessions, planned),
            "logos": facts.logo_places(run),
            "words": _words(run),
            "meetings": [
                _meeting(session, span, per_hour) for session, span in zip(sessions, spans, strict=True)
            ],
            "legend": [
                {"sign": sign, "label": str(Status(status).label)} for status, sign in signs().items()
            ],
            "rows": in_order(rows),
        }


def signs() -> dict[str, str]:
    """A letter or two for each status, for the narrow columns of the matrix."""
    return {
        Status.PRESENT: pgettext("sign for: present", "P"),
        Status.LATE: pgettext("sign for: late", "L"),
        Status.LEFT_EARLY: pgettext("sign for: left early", "LE"),
        Status.EXCUSED: pgettext("sign for: excused", "E"),
        Status.ABSENT: pgettext("sign for: absent", "A"),
    }


def _facts(run: Run, sessions: list[Session], planned: Span) -> list[dict[str, str]]:
    found = facts.facts_of_run(run)
    lines = {
        "trainers": (_("Trainers"), facts.trainers_of(sessions)),
        "hours": (facts.teaching_hours_label(run), in_words(planned, run.course.minutes_in_hour)),
    }
    for key, (label, value) in lines.items():
        found.append({"key": key, "label": label, "value": set_well(value)})
    return found


def _words(run: Run) -> dict[str, str]:
    return {
        "title": _("Attendance list of the edition"),
        "number": _("No."),
        "name": pgettext("on paper", "Alias") if run.is_confidential else _("Given and family name"),
        "theory": _("Theory"),
        "practice": _("Practice"),
        "hours": pgettext("column of teaching hours", "Hours"),
        "page": _("page"),
        "of": pgettext("page 1 of 3", "of"),
        "legend": _("Under each sign: minutes. An empty field: nothing was noted yet."),
        "aliases": _("Names are kept apart from this list.") if run.is_confidential else "",
    }


def _meeting(session: Session, span: Span, per_hour: int) -> dict[str, Any]:
    start = timezone.localtime(session.starts_at)
    return {
        "session": str(session.uuid),
        "starts_at": session.starts_at.isoformat(),
        "day": f"{start.day}.{start.month:02}",
        "year": str(start.year),
        "hours": dates.hours(session.starts_at, session.ends_at),
        "length": figure(span.total, per_hour),
        "is_closed": session.status == Session.Status.CLOSED,
    }


def _row(person: Person, *, name: str, known: list[Attendance | None], per_hour: int) -> dict[str, Any]:
    earned = sum(
        (Span(row.minutes - row.practice_minutes, row.practice_minutes) for row in known if row), Span()
    )
    letters = signs()
    return {
        "person": str(person.uuid),
        "name": printable(name),
        "cells": [
            {"status": row.status, "sign": letters[row.status], "minutes": row.minutes}
            if row
            else {"status": "", "sign": "", "minutes": 0}
            for row in known
        ],
        "minutes": earned.total,
        "practice_minutes": earned.practice,
        "theory_hours": figure(earned.theory, per_hour),
        "practice_hours": figure(earned.practice, per_hour),
        "hours": figure(earned.total, per_hour),
    }
