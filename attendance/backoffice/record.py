"""The record of one session: who was there and for how long, and every entry that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance.door.derive import standing
from attendance.door.entries import entries_about
from attendance.door.guests import is_expected_at
from attendance.models import Attendance, Device, Scan, WalkIn
from lms.web.dates import hour
from sessions.models import Place, Session, Timetable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from lms.people.models import Person

Act, Method = Scan.Act, Scan.Method
ON_THE_WAY = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person of the list, and what is known of them."""

    person: Person
    attendance: Attendance | None = None
    place: Place | None = None
    walk_in: WalkIn | None = None
    is_guest: bool = False
    is_all_practice: bool = False

    @property
    def status(self) -> str:
        if self.attendance is None:
            return _("no mark")
        shown = str(self.attendance.get_status_display())
        if self.attendance.excuse:
            return f"{shown}: {self.attendance.get_excuse_display()}"
        return shown

    @property
    def was_there(self) -> bool:
        return self.attendance is not None and self.attendance.was_there

    @property
    def time(self) -> str:
        if self.attendance is None or self.attendance.arrived_at is None:
            return ""
        came = hour(self.attendance.arrived_at)
        return f"{came}–{hour(self.attendance.left_at)}" if self.attendance.left_at else came

    @property
    def minutes(self) -> int:
        return self.attendance.minutes if self.attendance else 0

    @property
    def practice(self) -> int:
        if self.attendance is None:
            return 0
        return self.minutes if self.is_all_practice else self.attendance.practice_minutes

    @property
    def theory(self) -> int:
        return self.minutes - self.practice

    @property
    def how(self) -> str:
        return str(self.attendance.get_method_display()) if self.attendance else ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry of the log, in words for whoever must judge it."""

    what: str
    how: str
    at: datetime
    """When it was noted, by a right clock."""
    stated_at: datetime | None
    device: str
    device_at: datetime | None
    received_at: datetime
    by: Person
    reason: str
    guardian: Person | None
    verdict: str
    """Only of entries that do not count: why."""
    is_undone: bool

    @property
    def is_late(self) -> bool:
        """It reached us later than it was noted, from a device without a network."""
        return self.received_at - self.at > ON_THE_WAY


def rows_of(session: Session) -> list[Row]:
    """Everybody expected, noted, or written down at the door. A fixed number of queries."""
    known = {each.person_id: each for each in session.attendances.select_related("person")}
    walk_ins = {
        each.person_id: each for each in WalkIn.objects.filter(session=session).select_related("person")
    }
    listed = Place.objects.filter(is_expected_at(session) | Q(attendances__session=session))
    places = {each.person_id: each for each in listed.select_related("person").distinct()}
    is_all_practice = session.kind == Timetable.Kind.PRACTICE and not session.units.exists()
    people: dict[int, Person] = {}
    for found in (places, known, walk_ins):
        people |= {pk: each.person for pk, each in found.items()}
    # Whoever turned out to be somebody else stands there under that name.
    people = {pk: who for pk, who in people.items() if not (pk in walk_ins and walk_ins[pk].matched_to_id)}
    rows = [
        Row(
            person=person,
            attendance=known.get(pk),
            place=places.get(pk),
            walk_in=walk_ins.get(pk),
            is_guest=pk in places and places[pk].run_id != session.run_id,
            is_all_practice=is_all_practice,
        )
        for pk, person in people.items()
    ]
    return sorted(rows, key=lambda row: (row.person.display_name.casefold(), row.person.pk))


def entries_of(person: Person, *, session: Session) -> list[Scan]:
    """All that the log says of a person there, with undoings only of what is theirs. One query."""
    found = list(entries_about(person, session=session).select_related("noted_by", "guardian"))
    theirs = {scan.event_id for scan in found if scan.person_id}
    return [scan for scan in found if scan.person_id or scan.annuls_event in theirs]


def lines_of(scans: Iterable[Scan], *, among: Sequence[Scan] | None = None) -> list[Line]:
    """Entries in words, in the order in which they happened. ``among``: all, to know what was undone."""
    told = list(scans)
    all_of_them = told if among is None else among
    stands = {(scan.device, scan.event_id) for scan in standing(all_of_them)}
    by_event = {scan.event_id: scan for scan in all_of_them}
    labels = dict(Device.objects.filter(name__in={scan.device for scan in told}).values_list("name", "label"))
    return [
        Line(
            what=_what(scan, by_event.get(scan.annuls_event) if scan.annuls_event else None),
            how=str(Method(scan.method).label),
            at=scan.happened_at,
            stated_at=scan.stated_at,
            device=_device(scan, labels),
            device_at=scan.device_at,
            received_at=scan.received_at,
            by=scan.noted_by,
            reason=scan.reason,
            guardian=scan.guardian,
            verdict="" if scan.counts else str(Scan.Verdict(scan.verdict).label),
            is_undone=scan.counts and scan.act != Act.ANNUL and (scan.device, scan.event_id) not in stands,
        )
        for scan in sorted(told, key=lambda scan: (scan.happened_at, scan.sequence, scan.pk))
    ]


def _what(scan: Scan, undone: Scan | None) -> str:
    if scan.act == Act.ANNUL:
        if undone is None:
            return _("took something back")
        return _("took back: %(what)s") % {"what": _what(undone, None)}
    said = str(Act(scan.act).label)
    if scan.act in {Act.ENTER, Act.LEAVE}:
        return f"{said} {hour(scan.time)}"
    return f"{said}: {scan.get_excuse_display()}" if scan.excuse else said


def _device(scan: Scan, labels: dict[str, str]) -> str:
    if label := labels.get(scan.device):
        return label
    if scan.method in {Method.CORRECTION, Method.IMPORT, Method.APOLOGY}:
        return _("back office")
    if scan.method in {Method.LIST, Method.CLOSING, Method.PAPER}:
        return pgettext("where something was noted", "Desk")
    if scan.method in {Method.ROOM, Method.PRINTED}:
        return _("the visitor’s own phone")
    return _("device %(name)s") % {"name": scan.device[:8]}
