from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from lms.people.models import Person
from sessions.models.offer import Offer
from sessions.models.priority import PriorityClass
from sessions.models.run import Run

if TYPE_CHECKING:
    from collections.abc import Mapping


class PlaceQuerySet(models.QuerySet["Place"]):
    def held(self) -> Self:
        """Places that still stand: a seat, an offer, or a position in the queue."""
        return self.filter(status__in=Place.HELD)

    def held_by(self, person: Person) -> Self:
        return self.held().filter(person=person)

    def confirmed(self) -> Self:
        return self.filter(status=Place.Status.CONFIRMED)

    def expected(self) -> Self:
        """Those on the list of a session: confirmed, or as it turned out, never there."""
        return self.filter(status__in=Place.EXPECTED)

    def seated(self) -> Self:
        """Places for which a seat and the hours are kept: offers too, and seats nobody came to."""
        return self.filter(status__in=Place.SEATED)

    def waiting(self) -> Self:
        """The queue: priority classes first, then in the order in which people joined it."""
        return self.filter(status=Place.Status.WAITING).order_by("queue_rank", "queue_number")


class Place(models.Model):
    """A person's seat in a run, or position in its queue."""

    class Status(models.TextChoices):
        APPLIED = "applied", _("applied")
        REFUSED = "refused", _("not approved")
        WAITING = "waiting", _("waiting")
        OFFERED = "offered", _("offered")
        DECLINED = "declined", _("offer declined")
        EXPIRED = "expired", _("offer not answered in time")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("given back")
        CALLED_OFF = "called_off", _("cancelled by the organiser")
        MOVED = "moved", _("moved to another run")
        NO_SHOW = "no_show", _("did not come")

    class Channel(models.TextChoices):
        ONLINE = "online", _("on line")
        PHONE = "phone", _("by phone")
        COUNTER = "counter", _("at the counter")

    HELD = (Status.APPLIED, Status.WAITING, Status.OFFERED, Status.CONFIRMED)
    SEATED = (Status.OFFERED, Status.CONFIRMED, Status.NO_SHOW)
    """Those that the counter of seats counts: a seat nobody came to was taken all the same."""
    EXPECTED = (Status.CONFIRMED, Status.NO_SHOW)
    OVER = (
        Status.REFUSED,
        Status.DECLINED,
        Status.EXPIRED,
        Status.CANCELLED,
        Status.CALLED_OFF,
        Status.MOVED,
    )
    """Those that came to their end: such a place is a place no more."""
    TRANSITIONS: Mapping[str, frozenset[str]] = {
        Status.APPLIED: frozenset(
            {
                Status.CONFIRMED,
                Status.WAITING,
                Status.REFUSED,
                Status.CANCELLED,
                Status.CALLED_OFF,
                Status.MOVED,
            }
        ),
        Status.WAITING: frozenset(
            {Status.OFFERED, Status.CONFIRMED, Status.CANCELLED, Status.CALLED_OFF, Status.MOVED}
        ),
        Status.OFFERED: frozenset(
            {
                Status.CONFIRMED,
                Status.DECLINED,
                Status.EXPIRED,
                Status.CANCELLED,
                Status.CALLED_OFF,
                Status.MOVED,
            }
        ),
        Status.CONFIRMED: frozenset({Status.CANCELLED, Status.CALLED_OFF, Status.MOVED, Status.NO_SHOW}),
        Status.NO_SHOW: frozenset({Status.CONFIRMED}),
        Status.REFUSED: frozenset(),
        Status.DECLINED: frozenset(),
        Status.EXPIRED: frozenset(),
        Status.CANCELLED: frozenset(),
        Status.CALLED_OFF: frozenset(),
        Status.MOVED: frozenset(),
    }
    ORDINARY_RANK = 1000
    """The rank in the queue of those without a priority class."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, verbose_name=_("run"), on_delete=models.PROTECT, related_name="places")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="places"
    )
    booked_by = models.ForeignKey(
        Person, verbose_name=_("booked by"), on_delete=models.PROTECT, related_name="places_booked"
    )
    enrolment = models.OneToOneField(
        Enrolment,
        verbose_name=_("enrolment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="place",
    )
    status = models.CharField(_("status"), max_length=10, choices=Status)
    party = models.UUIDField(
        default=uuid4,
        editable=False,
        help_text=_("The same for those who asked together and are seated together."),
    )
    queue_number = models.PositiveIntegerField(
        _("number in the queue"), null=True, blank=True, editable=False
    )
    priority = models.ForeignKey(
        PriorityClass,
        verbose_name=_("priority class"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places",
    )
    queue_rank = models.PositiveSmallIntegerField(default=ORDINARY_RANK, editable=False)
    offer = models.ForeignKey(
        Offer,
        verbose_name=_("offer"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="places",
    )
    moved_to = models.OneToOneField(
        "self",
        verbose_name=_("moved to"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="moved_from",
    )
    accompanied_by = models.ForeignKey(
        Person,
        verbose_name=_("comes with"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places_accompanied",
    )
    channel = models.CharField(_("asked"), max_length=8, choices=Channel, default=Channel.ONLINE)
    cancelled_late = models.BooleanField(_("given back late"), default=False, editable=False)
    queued_at = models.DateTimeField(_("joined the queue"), null=True, blank=True)
    needs_childcare = models.BooleanField(_("childcare"), default=False)
    childcare_children = models.PositiveSmallIntegerField(_("children in childcare"), default=0)
    needs_transport_refund = models.BooleanField(_("refund of travel costs"), default=False)
    needs_interpreter = models.BooleanField(_("interpreter"), default=False)
    needs_step_free = models.BooleanField(_("step-free access"), default=False)
    needs_diet = models.CharField(_("diet"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("created_at", "pk")
        indexes = [models.Index(fields=["run", "status", "queue_rank", "queue_number"], name="place_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person"],
                condition=Q(status__in=("applied", "waiting", "offered", "confirmed")),
                name="one_place_a_person_a_run",
                violation_error_message=_("This person already has a place in this run."),
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(queue_number__isnull=False), name="waiting_has_a_position"
            ),
            models.CheckConstraint(
                condition=~Q(status="offered") | Q(offer__isnull=False), name="offered_by_an_offer"
            ),
            models.CheckConstraint(
                condition=Q(needs_childcare=True) | Q(childcare_children=0),
                name="children_in_childcare_asked_for",
            ),
            models.UniqueConstraint(fields=["run", "queue_number"], name="queue_number_once_a_run"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.run.code}"

    @property
    def is_held(self) -> bool:
        return self.status in self.HELD

    @property
    def is_over(self) -> bool:
        """Given back, refused, moved, or let go by: whoever had it has nothing in this run."""
        return self.status in self.OVER

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    @property
    def has_seat(self) -> bool:
        """Whether a seat is kept for the person; it may be only offered as yet."""
        return self.status in self.SEATED

    @property
    def has_needs(self) -> bool:
        return bool(
            self.needs_childcare
            or self.needs_interpreter
            or self.needs_step_free
            or self.needs_transport_refund
            or self.needs_diet
        )


class PlaceChange(models.Model):
    """What happened to a place: from what to what, by whom, why. Never changed."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.CharField(_("from"), max_length=10, choices=Place.Status, blank=True)
    after = models.CharField(_("to"), max_length=10, choices=Place.Status)
    cause = models.CharField(_("cause"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("change of a place")
        verbose_name_plural = _("changes of places")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
