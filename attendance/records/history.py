"""A person's own record: each meeting, what is known of it, and who noted or corrected what, when and why.

Staff appear as what they are to her, the trainer or the coordinator, never by name. Only entries that count
are told: what a door only asked or refused is not part of the record, and may be about somebody else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from attendance.door.derive import standing
from attendance.models import Apology, Appeal, Attendance, Scan
from attendance.records import apologies, appeals
from sessions.models import MakeUp, Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from lms.people.models import Person
    from sessions.models import Place

Act, Method = Scan.Act, Scan.Method


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry of the log, in words."""

    what: str
    noted_at: datetime
    by: str
    how: str
    about: datetime | None = None
    """When it was so, if that was said."""
    why: str = ""
    is_undone: bool = False


@dataclass(kw_only=True)
class Row:
    """One meeting of a place, and all that is recorded of its person there."""

    session: Session
    attendance: Attendance | None = None
    made_up_by: Session | None = None
    makes_up: Session | None = None
    lines: Sequence[Line] = ()
    apology: Apology | None = None
    appeals: Sequence[Appeal] = field(default_factory=list)

    @property
    def is_ahead(self) -> bool:
        """Still to come, or just on and nobody has seen them yet; an excuse in advance changes nothing."""
        came = self.attendance is not None and self.attendance.was_there
        return self.session.ends_at > timezone.now() and not self.is_closed and not came

    @property
    def is_closed(self) -> bool:
        return self.session.status == Session.Status.CLOSED

    @property
    def status(self) -> str:
        """As the style sheet calls it."""
        if self.attendance is None:
            return "expected"
        return "left" if self.attendance.status == Attendance.Status.LEFT_EARLY else self.attendance.status

    @property
    def open_appeal(self) -> Appeal | None:
        return next((each for each in self.appeals if each.status == Appeal.Status.OPEN), None)

    @property
    def can_appeal(self) -> bool:
        return bool(self.attendance and not self.open_appeal and self.is_closed) and appeals.is_open(
            self.session
        )

    @property
    def appeal_until(self) -> datetime | None:
        return appeals.open_until(self.session)

    @property
    def can_apologise(self) -> bool:
        standing = self.apology and self.apology.status in {Apology.Status.ASKED, Apology.Status.ACCEPTED}
        return not standing and not self.made_up_by and apologies.is_open(self.session)

    @property
    def can_withdraw(self) -> bool:
        standing = self.apology and self.apology.status in {Apology.Status.ASKED, Apology.Status.ACCEPTED}
        return bool(standing) and apologies.is_open(self.session)


def rows_of(place: Place, *, reader: Person) -> list[Row]:
    """Every meeting of a place that was not called off, and those elsewhere that make one up, in order.

    A fixed number of queries.
    """
    make_ups = list(MakeUp.objects.filter(place=place, cancelled_at=None).select_related("session"))
    sessions = _sessions(place, make_ups)
    noted = {each.session_id: each for each in place.attendances.all()}
    told = Apology.objects.filter(place=place).order_by("asked_at", "pk")
    asked = {each.session_id: each for each in told}
    entries, objections = _entries(place, sessions), _appeals(place, sessions)
    by_missed = {each.missed_id: each.session for each in make_ups}
    by_other = {each.session_id: each.missed for each in make_ups}
    return [
        Row(
            session=session,
            attendance=noted.get(session.pk),
            made_up_by=by_missed.get(session.pk),
            makes_up=by_other.get(session.pk),
            lines=lines_of(entries[session.pk], session=session, person=place.person, reader=reader),
            apology=asked.get(session.pk),
            appeals=objections[session.pk],
        )
        for session in sessions
    ]


def lines_of(scans: Iterable[Scan], *, session: Session, person: Person, reader: Person) -> list[Line]:
    """The entries about one person at one session that count, in the order in which they were noted."""
    counted = [scan for scan in scans if scan.counts]
    told = [scan for scan in counted if scan.act != Act.ANNUL or _is_told(scan, among=counted)]
    stands = {(scan.device, scan.event_id) for scan in standing(scans)}
    trainers = {each.trainer_id for each in session.session_trainers.all()}
    trainers |= {each.substitute_id for each in session.handovers.all()}
    return [
        Line(
            what=_what(scan),
            noted_at=scan.happened_at,
            by=_by(scan, trainers=trainers, person=person, reader=reader),
            how=_how(scan),
            about=scan.stated_at,
            why=scan.reason,
            is_undone=scan.act != Act.ANNUL and (scan.device, scan.event_id) not in stands,
        )
        for scan in sorted(told, key=lambda scan: (scan.happened_at, scan.pk))
    ]


def _is_told(undoing: Scan, *, among: Iterable[Scan]) -> bool:
    """An undoing of something told here; what a correction says makes its own undoings plain."""
    others = [scan for scan in among if scan.act != Act.ANNUL]
    if not any(scan.event_id == undoing.annuls_event for scan in others):
        return False
    return undoing.method != Method.CORRECTION or all(scan.device != undoing.device for scan in others)


def _sessions(place: Place, make_ups: Sequence[MakeUp]) -> list[Session]:
    wanted = Q(run=place.run_id) | Q(pk__in=[each.session_id for each in make_ups])
    found = Session.objects.filter(wanted).not_cancelled().select_related("run__course")
    found = found.prefetch_related("session_trainers", "handovers")
    return list(found.order_by("starts_at", "pk"))


def _entries(place: Place, sessions: Sequence[Session]) -> Mapping[int, list[Scan]]:
    """As ``entries_about`` has them, for all sessions at once."""
    own = Q(person=place.person_id) | Q(person__walk_in__matched_to=place.person_id)
    about = own | Q(person=None, act=Act.ANNUL)
    found: dict[int, list[Scan]] = defaultdict(list)
    for scan in Scan.objects.filter(about, session__in=sessions):
        found[scan.session_id].append(scan)
    return found


def _appeals(place: Place, sessions: Sequence[Session]) -> Mapping[int, list[Appeal]]:
    found: dict[int, list[Appeal]] = defaultdict(list)
    made = Appeal.objects.filter(person=place.person_id, session__in=sessions)
    for appeal in made.order_by("made_at", "pk"):
        found[appeal.session_id].append(appeal)
    return found


def _what(scan: Scan) -> str:
    return {
        Act.ENTER: _("came"),
        Act.LEAVE: _("left"),
        Act.EXCUSE: _("excused"),
        Act.MARK_ABSENT: _("absent"),
        Act.ANNUL: _("taken back"),
    }[Act(scan.act)]


def _by(scan: Scan, *, trainers: set[int], person: Person, reader: Person) -> str:
    if scan.method == Method.CLOSING:
        return _("by the closing of the list")
    if scan.noted_by_id == reader.pk:
        return _("by you")
    if scan.noted_by_id == person.pk:
        return _("by the person")
    if scan.method in {Method.ROOM, Method.PRINTED}:
        return _("by whoever came along")
    if scan.noted_by_id in trainers:
        return _("by the trainer")
    return _("by the coordinator")


def _how(scan: Scan) -> str:
    return {
        Method.CAMERA: _("pass scanned"),
        Method.CODE: _("code of the pass typed in"),
        Method.LIST: _("ticked on the list"),
        Method.ROOM: _("code in the room scanned"),
        Method.PRINTED: _("printed code in the room scanned"),
        Method.PAPER: _("signed sheet"),
        Method.APOLOGY: _("told in advance"),
        Method.CLOSING: _("nobody had noted anything"),
        Method.CORRECTION: _("corrected afterwards"),
        Method.IMPORT: _("taken over from an earlier list"),
    }[Method(scan.method)]
