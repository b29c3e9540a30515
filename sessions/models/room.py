from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from cms.models import Office
from lms.people.models import Organisation
from lms.web.maps import map_of


class Equipment(models.Model):
    """What a room may have: a projector, mats, a table for infants."""

    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A place where sessions are held."""

    name = models.CharField(_("name"), max_length=100)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="rooms"
    )
    office = models.ForeignKey(
        Office,
        verbose_name=_("in our office"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rooms",
        help_text=_("The room has the address of the office, and follows it when it moves."),
    )
    address = models.CharField(
        _("address"), max_length=200, blank=True, help_text=_("Of a room that is in none of our offices.")
    )
    floor = models.CharField(_("floor and door"), max_length=80, blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"))
    is_step_free = models.BooleanField(_("step-free access"), default=False)
    equipment = models.ManyToManyField(
        Equipment, verbose_name=_("equipment"), blank=True, related_name="rooms"
    )
    directions = models.CharField(_("how to get there"), max_length=300, blank=True)
    minutes_between = models.PositiveSmallIntegerField(
        _("minutes between sessions"),
        default=0,
        help_text=_("To air and tidy the room before the next group."),
    )
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False) | ~Q(address=""),
                name="room_is_somewhere",
                violation_error_message=_("Choose the office the room is in, or write its address."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def street(self) -> str:
        """The address to go to: of the office, which alone knows it, or of a room elsewhere."""
        return self.office.address if self.office else self.address

    @property
    def map_url(self) -> str:
        return self.office.map_url if self.office else map_of(self.address)

    @property
    def way(self) -> str:
        """How to get there: what is said of the room, or else of its office."""
        return self.directions or (self.office.directions if self.office else "") or ""


class RoomHours(models.Model):
    """From when to when a room can be used on a weekday. A room without any is always open."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=list(WEEKDAYS.items()))
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))

    class Meta:
        verbose_name = _("opening hours of a room")
        verbose_name_plural = _("opening hours of rooms")
        ordering = ("weekday", "opens")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="room_closes_after_opening",
                violation_error_message=_("It closes before it opens."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"
