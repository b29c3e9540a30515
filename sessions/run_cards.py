"""Runs as strangers see them, ready for ``components/run_card.html``. Confidential ones never come here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.offices.addresses import page_address
from courses.eligibility import for_whom
from lms.web import dates
from sessions.models import Run, RunLanguage, Session
from sessions.run_dates import RunDates, dates_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from courses.models import Course
    from sessions.models.run import RunQuerySet

_KNOWN = "_public_run_cards"


@dataclass(frozen=True)
class RunCard:
    """A run with its meetings read, in the words of the present language."""

    run: Run

    @cached_property
    def dates(self) -> RunDates:
        return dates_of(list(self.run.sessions.all()))

    @property
    def status(self) -> str:
        if not self.run.is_open:
            return "closed"
        return "full" if self.run.is_full else "open"

    @property
    def seats_left(self) -> int | None:
        return self.run.seats_left if self.run.is_open else None

    @property
    def url(self) -> str:
        return reverse("book:start", args=[self.run.uuid]) if self.run.is_open else ""

    @property
    def cta_kind(self) -> str:
        """Joining a queue is not the step we hope for, and to a drop-in group one simply comes."""
        return "secondary" if self.run.is_full or self.run.is_drop_in else "next"

    @property
    def language(self) -> str:
        return capfirst(", ".join(one.get_language_display() for one in self.run.languages.all()))

    @property
    def place(self) -> str:
        room = self.run.room
        return f"{room.name}, {room.street}" if room else ""

    @property
    def place_url(self) -> str:
        """What tells the way: the page of our office, or a map."""
        office_page: str | None = getattr(self.run, "office_page", None)
        return office_page or (self.run.room.map_url if self.run.room else "")

    @property
    def online(self) -> str:
        """How one joins from afar. The link itself is only for those who have a place."""
        if not self.run.online_link:
            return ""
        return _("or online") if self.run.room else _("Online")

    @property
    def is_step_free(self) -> bool:
        return bool(self.run.room and self.run.room.is_step_free)

    @property
    def note(self) -> str:
        notes = [self.run.theme or "", self._for_whom, *self._how_to_come]
        opens = self.run.booking_opens_at
        if opens and opens > timezone.now():
            notes.append(_("You can take a place from %(day)s.") % {"day": dates.day(opens)})
        return " · ".join(note for note in notes if note)

    @property
    def _for_whom(self) -> str:
        """Said only where the run is for others than its course, whose page tells the rest."""
        return for_whom(self.run.audience) if self.run.audience else ""

    @property
    def _how_to_come(self) -> list[str]:
        said = [
            (self.run.is_drop_in, _("Come without booking")),
            (self.run.needs_approval, _("The organiser approves each place")),
            (self.run.carer_stays, _("An adult stays with the child")),
        ]
        return [words for is_so, words in said if is_so]

    @property
    def is_worth_showing(self) -> bool:
        """Open, or not begun yet; one that is under way and closed helps nobody."""
        start = self._first_start
        return self.run.is_open or (start is not None and start > timezone.now())

    @property
    def _first_start(self) -> datetime | None:
        return next((session.starts_at for session in self.run.sessions.all()), None)


def cards_of(course: Course) -> list[RunCard]:
    """The runs of a course that a stranger may see, soonest first. Three queries however many there are.

    Read once for each object: a page asks twice, for its readers and for search engines.
    """
    known: list[RunCard] | None = getattr(course, _KNOWN, None)
    if known is None:
        known = [] if course.is_confidential else _public_cards(course)
        setattr(course, _KNOWN, known)
    return known


def _public_cards(course: Course) -> list[RunCard]:
    now = timezone.now()
    ahead = Session.objects.not_cancelled().filter(run=OuterRef("pk"), ends_at__gte=now)
    runs = Run.objects.listed().filter(Exists(ahead) | Q(booking_closes_at__gt=now), course=course)
    return _in_order([RunCard(run) for run in read_runs(runs)])


@dataclass(frozen=True)
class Wanted:
    """Which of the coming runs are asked for. What is empty asks for nothing."""

    number: int = 3
    activity: str = ""
    language: str = ""
    course_id: int | None = None
    candidate_stage: str = ""
    organiser_id: int | None = None
    with_queue: bool = False

    def among(self, runs: RunQuerySet) -> RunQuerySet:
        if self.activity:
            runs = runs.filter(course__activities__number=int(self.activity))
        if self.language:
            runs = runs.filter(Exists(RunLanguage.objects.filter(run=OuterRef("pk"), language=self.language)))
        if self.course_id:
            runs = runs.filter(course=self.course_id)
        if self.candidate_stage:
            runs = runs.filter(course__candidate_stage=self.candidate_stage)
        if self.organiser_id:
            runs = runs.filter(organiser=self.organiser_id)
        return runs if self.with_queue else runs.with_free_seats()


def upcoming_cards(wanted: Wanted) -> list[RunCard]:
    """The next runs that can be booked: of each course the soonest, of one course or step alone all of them.

    Three queries, whatever is asked for and however much is found.
    """
    ahead = Session.objects.not_cancelled().filter(run=OuterRef("pk"), starts_at__gte=timezone.now())
    soonest = Subquery(ahead.order_by("starts_at").values("starts_at")[:1])
    runs = wanted.among(Run.objects.listed().open())
    runs = runs.annotate(next_start=soonest).filter(next_start__isnull=False)
    if not (wanted.course_id or wanted.candidate_stage):
        in_turn = Window(RowNumber(), partition_by="course_id", order_by=["next_start", "pk"])
        runs = runs.annotate(turn=in_turn).filter(turn=1)
    return _in_order([RunCard(run) for run in read_runs(runs.order_by("next_start", "pk")[: wanted.number])])


def read_runs(runs: QuerySet[Run]) -> list[Run]:
    """Runs with all that a card says of them. Three queries."""
    meetings = Prefetch("sessions", queryset=Session.objects.not_cancelled().order_by("starts_at", "pk"))
    runs = runs.annotate(office_page=page_address("room__office"))
    return list(
        runs.select_related("course", "room__office", "organiser").prefetch_related(meetings, "languages")
    )


def _in_order(cards: list[RunCard]) -> list[RunCard]:
    def soonest(card: RunCard) -> tuple[bool, float, int]:
        start = card.dates.start
        return (start is None, start.timestamp() if start else 0.0, card.run.pk)

    return sorted((card for card in cards if card.is_worth_showing), key=soonest)
