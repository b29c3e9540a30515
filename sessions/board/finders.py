"""What may need a coordinator: meetings nobody holds, lapsing proofs, runs too small, queues, letters.

Each finder reads what the reader may change, in a number of queries that never grows, and shows a few.
Higher rooms add their own with ``finder``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Audience
from lms.messaging.models import Message
from lms.people.permission_policies import visible
from lms.web import dates
from sessions import clearances
from sessions.board.item import Item, Section
from sessions.decision import runs_to_decide
from sessions.models import Appointment, Offer, Place, Run, Session, SessionTrainer, TimetableRemark

if TYPE_CHECKING:
    from lms.people.roles import AnyUser

SHOWN = 8
AHEAD = timedelta(weeks=8)
HANDED_IN_AFTER = timedelta(days=1)
LETTERS_KEPT = timedelta(days=30)

Finder = Callable[["AnyUser"], Section]
FINDERS: list[Finder] = []


def finder(find: Finder) -> Finder:
    """Put a finder on the board, below those that are there."""
    FINDERS.append(find)
    return find


@finder
def uncovered(user: AnyUser) -> Section:
    """Meetings of the coming weeks that nobody holds, or that have no room and no link."""
    taught = Exists(SessionTrainer.objects.filter(session=OuterRef("pk")))
    homeless = Q(room=None, online_link="", run__online_link="")
    found = _meetings_ahead(user).filter(~Q(taught) | homeless).annotate(is_taught=taught)
    return section_of(
        found,
        title=_("Meetings without a trainer or a place"),
        icon="user",
        item=lambda session: Item(
            about=named(session),
            what=_("no room and no link") if session.is_taught else _("nobody holds it"),
            when=session.starts_at,
            url=reverse("run:inspect", args=[session.run_id]),
            remedy=_("Find a room") if session.is_taught else _("Find somebody"),
        ),
    )


@finder
def lapsing(user: AnyUser) -> Section:
    """Meetings with children whose trainer will not be cleared by then."""
    by_course = Q(run__audience="", run__course__audience=Audience.CHILDREN)
    with_children = _meetings_ahead(user).filter(by_course | Q(run__audience=Audience.CHILDREN))
    items = [
        Item(
            about=named(session),
            what=str(reason),
            when=session.starts_at,
            url=reverse("person:inspect", args=[reason.person.pk]),
            remedy=_("Renew it"),
        )
        for session, reason in clearances.lapsing(with_children)
    ]
    return Section(
        title=_("Proofs that end before a meeting with children"),
        icon="warning",
        items=items[:SHOWN],
        total=len(items),
    )


@finder
def too_few(user: AnyUser) -> Section:
    """Runs under their minimum, whose day of decision has come or comes within a week."""
    soon = timezone.localdate() + timedelta(days=7)
    found = runs_to_decide(soon).filter(pk__in=visible(Run, user, "change"))
    return section_of(
        found,
        title=_("Runs with too few people"),
        icon="group",
        item=lambda run: Item(
            about=str(run),
            what=ngettext(
                "%(taken)d person of at least %(minimum)d; decide by %(day)s",
                "%(taken)d people of at least %(minimum)d; decide by %(day)s",
                run.seats_taken,
            )
            % {"taken": run.seats_taken, "minimum": run.minimum, "day": dates.day(run.decision_on)},
            url=reverse("run:inspect", args=[run.pk]),
            remedy=_("Decide"),
        ),
    )


@finder
def to_approve(user: AnyUser) -> Section:
    """People who asked and wait for a yes or no."""
    found = (
        visible(Place, user, "change")
        .filter(status=Place.Status.APPLIED, run__status=Run.Status.PUBLISHED)
        .select_related("run__course", "person")
        .order_by("created_at", "pk")
    )
    return section_of(
        found,
        title=_("People who wait for your yes"),
        icon="tick",
        item=lambda place: Item(
            about=str(place.run),
            what=_("%(person)s asked %(when)s")
            % {"person": place.person, "when": dates.day(timezone.localtime(place.created_at).date())},
            url=reverse("run:places", args=[place.run_id]),
            remedy=_("Answer"),
        ),
    )


@finder
def free_seats(user: AnyUser) -> Section:
    """Free seats that people wait for and that no rule gives away any more."""
    offered = Exists(Offer.objects.filter(run=OuterRef("pk"), outcome=Offer.Outcome.OPEN))
    found = (
        visible(Run, user, "change")
        .filter(~Q(offered), Q(pk__in=Run.objects.with_seats_to_fill()))
        .select_related("course")
        .order_by("booking_closes_at", "pk")
    )
    return section_of(
        found,
        title=_("Free seats that people wait for"),
        icon="user",
        item=lambda run: Item(
            about=str(run),
            what=_("free: %(free)d, waiting: %(waiting)d")
            % {"free": run.capacity - run.seats_taken, "waiting": run.people_waiting},
            url=reverse("run:places", args=[run.pk]),
            remedy=_("Offer them"),
        ),
    )


@finder
def timetables(user: AnyUser) -> Section:
    """What a series could not settle by itself."""
    found = (
        TimetableRemark.objects.filter(
            timetable__run__in=visible(Run, user, "change"), starts_at__gte=timezone.now()
        )
        .select_related("timetable__run__course")
        .order_by("starts_at", "pk")
    )
    return section_of(
        found,
        title=_("Timetables that need a look"),
        icon="date",
        item=lambda remark: Item(
            about=str(remark.timetable.run),
            what=f"{remark.get_kind_display()}: {remark.taken}"
            if remark.taken
            else remark.get_kind_display(),
            when=remark.starts_at,
            url=reverse("run:inspect", args=[remark.timetable.run_id]),
            remedy=_("Settle it"),
        ),
    )


@finder
def not_handed_in(user: AnyUser) -> Section:
    """Meetings that are over, and whose list nobody has handed in."""
    over = timezone.now() - HANDED_IN_AFTER
    found = (
        visible(Session, user, "change")
        .filter(status=Session.Status.PLANNED, ends_at__lt=over, run__status=Run.Status.PUBLISHED)
        .select_related("run__course")
        .order_by("starts_at", "pk")
    )
    return section_of(
        found,
        title=_("Lists that are not handed in"),
        icon="list-ul",
        item=lambda session: Item(
            about=named(session),
            what=_("the list is still open"),
            when=session.starts_at,
            url=reverse("desk:session", args=[session.uuid]),
            remedy=_("Open the list"),
        ),
    )


@finder
def appointments_over(user: AnyUser) -> Section:
    """Appointments of which nobody has said whether the person came."""
    found = (
        visible(Appointment, user, "change")
        .filter(status=Appointment.Status.BOOKED, ends_at__lt=timezone.now() - HANDED_IN_AFTER)
        .select_related("service", "specialist__person")
        .order_by("starts_at", "pk")
    )
    return section_of(
        found,
        title=_("Appointments without a note"),
        icon="user",
        item=lambda one: Item(
            about=f"{one.service} – {one.specialist}",
            what=_("did the person come?"),
            when=one.starts_at,
            url=reverse("appointment:inspect", args=[one.pk]),
            remedy=_("Say it"),
        ),
    )


@finder
def letters(user: AnyUser) -> Section:
    """Messages that reached nobody."""
    found = (
        visible(Message, user, "change")
        .filter(status=Message.Status.FAILED, created_at__gte=timezone.now() - LETTERS_KEPT)
        .select_related("recipient")
        .order_by("-created_at", "-pk")
    )
    return section_of(
        found,
        title=_("Messages that were not delivered"),
        icon="mail",
        all_url=reverse("message:index") + "?status=failed",
        item=lambda message: Item(
            about=str(message.recipient),
            what=message.subject,
            when=message.created_at,
            url=reverse("message:inspect", args=[message.pk]),
            remedy=_("See why"),
        ),
    )


def _meetings_ahead(user: AnyUser) -> QuerySet[Session]:
    now = timezone.now()
    return (
        visible(Session, user, "change")
        .filter(
            status=Session.Status.PLANNED,
            run__status=Run.Status.PUBLISHED,
            starts_at__gte=now,
            starts_at__lte=now + AHEAD,
        )
        .select_related("run__course")
        .order_by("starts_at", "pk")
    )


def named(session: Session) -> str:
    return f"{session.run.course.title}, {session.run.code}"


def section_of(
    found: QuerySet, *, title: str, icon: str, item: Callable[..., Item], all_url: str = ""
) -> Section:
    """The first of what was found; counted only where there is more than is shown."""
    records = list(found[: SHOWN + 1])
    total = len(records) if len(records) <= SHOWN else found.count()
    return Section(
        title=title, icon=icon, items=[item(one) for one in records[:SHOWN]], total=total, all_url=all_url
    )
