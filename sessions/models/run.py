from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Audience, Course
from lms.people.models import Organisation, Person
from sessions.models.childcare import Childcare
from sessions.models.contract import Contract
from sessions.models.room import Room

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable


class RunQuerySet(models.QuerySet["Run"]):
    def published(self) -> Self:
        return self.filter(status=Run.Status.PUBLISHED)

    def listed(self) -> Self:
        """What strangers may find: published, public, and not of a confidential course."""
        return self.published().filter(visibility=Run.Visibility.PUBLIC, course__is_confidential=False)

    def open(self) -> Self:
        """Bookable now, with a free seat or a waiting list."""
        now = timezone.now()
        return self.published().filter(
            Q(booking_opens_at=None) | Q(booking_opens_at__lte=now),
            Q(booking_closes_at__gt=now) | Q(is_drop_in=True),
        )

    def with_free_seats(self) -> Self:
        """Runs in which a newcomer gets a seat at once: some are free and nobody waits for them."""
        return self.filter(seats_taken__lt=F("capacity"), people_waiting=0)

    def with_seats_to_fill(self) -> Self:
        """Runs in which people wait although seats are free."""
        return self.published().filter(seats_taken__lt=F("capacity"), people_waiting__gt=0)

    def hold(self, run: Run) -> Run:
        """The run as it stands now, kept for this transaction; everyone else who writes to it waits."""
        return self.select_for_update(of=("self",), no_key=True).select_related("course").get(pk=run.pk)

    def hold_both(self, one: Run, other: Run) -> tuple[Run, Run]:
        """Two runs, always taken in the same order, so that nobody waits for the other in a circle."""
        held = {run.pk: self.hold(run) for run in sorted((one, other), key=lambda run: run.pk)}
        return held[one.pk], held[other.pk]


class Run(models.Model):
    """One edition of a course, with dates, capacity, organiser and funder."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("cancelled")
        FINISHED = "finished", _("finished")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        UNLISTED = "unlisted", _("only by link")
        CONFIDENTIAL = "confidential", _("confidential")

    class LateCancellation(models.TextChoices):
        REFUSED = "refused", _("only by phone")
        NOTED = "noted", _("possible, and noted as late")

    COUNTERS = ("seats_taken", "people_waiting", "last_queue_number", "childcare_taken")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="runs"
    )
    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("As in papers: OPIEK-2026-3."))
    organiser = models.ForeignKey(
        Organisation, verbose_name=_("organiser"), on_delete=models.PROTECT, related_name="runs_organised"
    )
    funder = models.ForeignKey(
        Organisation,
        verbose_name=_("funder"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="runs_funded",
        limit_choices_to={"is_funder": True},
    )
    contract = models.ForeignKey(
        Contract,
        verbose_name=_("contract"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="runs",
    )
    audience = models.CharField(
        _("for"),
        max_length=20,
        choices=Audience,
        blank=True,
        help_text=_("Empty: for whom the course is."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    visibility = models.CharField(
        _("visibility"), max_length=12, choices=Visibility, default=Visibility.PUBLIC
    )
    theme = models.CharField(
        _("theme"), max_length=150, blank=True, help_text=_("What makes this edition different, if anything.")
    )
    capacity = models.PositiveSmallIntegerField(_("seats"))
    seats_taken = models.PositiveSmallIntegerField(_("seats taken"), default=0, editable=False)
    people_waiting = models.PositiveIntegerField(_("people waiting"), default=0, editable=False)
    last_queue_number = models.PositiveIntegerField(default=0, editable=False)
    minimum = models.PositiveSmallIntegerField(
        _("fewest people"), default=0, help_text=_("0: it takes place with anybody.")
    )
    decision_on = models.DateField(
        _("decision day"),
        null=True,
        blank=True,
        help_text=_("When too few have come forward by then, you decide whether it takes place."),
    )
    decided_at = models.DateTimeField(
        _("goes ahead although few come"), null=True, blank=True, editable=False
    )
    needs_approval = models.BooleanField(
        _("each place is approved"), default=False, help_text=_("People ask, and you say yes or no.")
    )
    is_drop_in = models.BooleanField(
        _("drop-in"),
        default=False,
        help_text=_("One comes without booking; a place can be taken at any time."),
    )
    answer_hours = models.PositiveSmallIntegerField(_("hours to answer an offered seat"), default=24)
    queue_closes_hours_before = models.PositiveSmallIntegerField(
        _("hours before the start after which seats are no longer offered by themselves"), default=3
    )
    booking_opens_at = models.DateTimeField(_("booking opens"), null=True, blank=True)
    booking_closes_at = models.DateTimeField(_("booking closes"))
    cancel_hours_before = models.PositiveSmallIntegerField(
        _("hours before the start until which a place can be cancelled"), default=24
    )
    late_cancellation = models.CharField(
        _("giving back after that"),
        max_length=8,
        choices=LateCancellation,
        default=LateCancellation.REFUSED,
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("usual room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="runs",
    )
    online_link = models.URLField(_("link for joining online"), blank=True)
    trainers = models.ManyToManyField(
        Person, verbose_name=_("usual trainers"), blank=True, related_name="runs_taught"
    )
    offers_childcare = models.BooleanField(_("childcare"), default=False)
    childcare = models.ForeignKey(
        Childcare,
        verbose_name=_("who looks after the children"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="runs",
    )
    childcare_places = models.PositiveSmallIntegerField(
        _("children who can be looked after"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    childcare_taken = models.PositiveSmallIntegerField(_("childcare taken"), default=0, editable=False)
    childcare_youngest = models.PositiveSmallIntegerField(
        _("youngest child, in years"), null=True, blank=True
    )
    childcare_oldest = models.PositiveSmallIntegerField(_("oldest child, in years"), null=True, blank=True)
    offers_interpreter = models.BooleanField(_("interpreter"), default=False)
    interpreter = models.ForeignKey(
        Person,
        verbose_name=_("usual interpreter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="runs_interpreted",
    )
    offers_transport_refund = models.BooleanField(_("refund of travel costs"), default=False)
    carer_stays = models.BooleanField(
        _("a carer comes with the child and stays"),
        default=False,
        help_text=_("Then the carer is taken at that hour too."),
    )
    checks_out = models.BooleanField(
        _("leaving is noted too"),
        default=False,
        help_text=_("The door asks for the pass when people come and when they go."),
    )
    offers_meal = models.BooleanField(_("meal"), default=False)
    place_shown_hours_before = models.PositiveSmallIntegerField(
        _("hours before the start at which a confidential place is shown"), default=24
    )
    version = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text=_("Rises with every edit, so that two do not overwrite each other."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ("booking_closes_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")),
                name="run_never_oversold",
                violation_error_message=_("There are already more people than seats. Cancel places first."),
            ),
            models.CheckConstraint(
                condition=Q(childcare_places=None) | Q(childcare_taken__lte=F("childcare_places")),
                name="run_childcare_never_oversold",
                violation_error_message=_("More children are looked after already. Cancel childcare first."),
            ),
            models.CheckConstraint(
                condition=Q(answer_hours__gte=1),
                name="run_leaves_time_to_answer",
                violation_error_message=_("Leave at least an hour to answer."),
            ),
            models.CheckConstraint(
                condition=Q(minimum__lte=F("capacity")),
                name="run_minimum_within_capacity",
                violation_error_message=_("The fewest people cannot be more than the seats."),
            ),
            models.CheckConstraint(
                condition=Q(booking_opens_at=None) | Q(booking_opens_at__lt=F("booking_closes_at")),
                name="run_booking_opens_before_it_closes",
                violation_error_message=_("Booking closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.course.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save all but the counters: an object read a moment ago must not bring yesterday's figures back."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            stored = (field.name for field in self._meta.concrete_fields if not field.primary_key)
            kwargs["update_fields"] = [name for name in stored if name not in self.COUNTERS]
        super().save(*args, **kwargs)

    @property
    def seats_left(self) -> int:
        """Seats for newcomers; a free one that people wait for is theirs."""
        return 0 if self.people_waiting else max(0, self.capacity - self.seats_taken)

    @property
    def is_full(self) -> bool:
        return self.seats_left == 0

    @property
    def is_confidential(self) -> bool:
        return self.visibility == self.Visibility.CONFIDENTIAL or self.course.is_confidential

    @property
    def is_for(self) -> str:
        """The audience: the run's own, or the course's."""
        return self.audience or self.course.audience

    @property
    def is_for_children(self) -> bool:
        return self.is_for == Audience.CHILDREN

    @property
    def is_open(self) -> bool:
        """Published and inside its booking window; a full run is open too, for its waiting list.

        A place in a drop-in group can be taken at any time, as long as the group meets.
        """
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and (self.booking_opens_at is None or self.booking_opens_at <= now)
            and (self.is_drop_in or now < self.booking_closes_at)
        )

    @property
    def childcare_left(self) -> int | None:
        """How many children can still be looked after; none where there is no limit."""
        if self.childcare_places is None:
            return None
        return max(0, self.childcare_places - self.childcare_taken)

    # --- the counters: each verb is one conditional UPDATE, after which the row is held until commit ---

    def claim_seats(self, number: int, *, children: int = 0) -> bool:
        """Take seats for newcomers. False when they do not fit or others wait: nobody overtakes the queue.

        Where each place is approved first, nobody takes one.
        """
        return self._count(
            Q(status=Run.Status.PUBLISHED, people_waiting=0, needs_approval=False)
            & self._fits(number, children),
            seats_taken=F("seats_taken") + number,
            childcare_taken=F("childcare_taken") + children,
        )

    def seat(self, number: int, *, children: int = 0, waited: bool = False) -> bool:
        """Take seats for people whose turn it is, ``waited``: out of the queue. False if they do not fit."""
        waits = number if waited else 0
        return self._count(
            Q(people_waiting__gte=waits) & self._fits(number, children),
            seats_taken=F("seats_taken") + number,
            childcare_taken=F("childcare_taken") + children,
            people_waiting=F("people_waiting") - waits,
        )

    def give_numbers(self, number: int) -> int:
        """Give out numbers in the order of asking. The first of them, or 0 when the run is closed."""
        if not self._count(Q(status=Run.Status.PUBLISHED), last_queue_number=F("last_queue_number") + number):
            return 0
        self.refresh_from_db(fields=["last_queue_number"])
        return self.last_queue_number - number + 1

    def let_wait(self, number: int) -> None:
        """Count people into the queue; their numbers they have."""
        self._count(Q(), people_waiting=F("people_waiting") + number)
        self.refresh_from_db(fields=["people_waiting"])

    def give_back(self, *, seats: int = 0, waits: int = 0, children: int = 0) -> None:
        self._count(
            Q(),
            seats_taken=F("seats_taken") - seats,
            people_waiting=F("people_waiting") - waits,
            childcare_taken=F("childcare_taken") - children,
        )

    @staticmethod
    def _fits(number: int, children: int) -> Q:
        room = Q(seats_taken__lte=F("capacity") - number)
        if children:
            room &= Q(childcare_places=None) | Q(childcare_taken__lte=F("childcare_places") - children)
        return room

    def _count(self, condition: Q, **counters: Combinable) -> bool:
        return Run.objects.filter(condition, pk=self.pk).update(**counters) == 1


class RunLanguage(models.Model):
    """A language spoken in a run."""

    class Spoken(models.TextChoices):
        UKRAINIAN = "uk", _("Ukrainian")
        POLISH = "pl", _("Polish")
        ENGLISH = "en", _("English")
        RUSSIAN = "ru", _("Russian")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=2, choices=Spoken)

    class Meta:
        verbose_name = _("language spoken")
        verbose_name_plural = _("languages spoken")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["run", "language"], name="language_of_run_once")]

    def __str__(self) -> str:
        return self.get_language_display()
