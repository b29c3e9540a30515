from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import Office
from lms.people.models import Organisation


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
        on_delete=models.SET_NULL,
        related_name="rooms",
    )
    address = models.CharField(_("address"), max_length=200)
    floor = models.CharField(_("floor and door"), max_length=80, blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"))
    is_step_free = models.BooleanField(_("step-free access"), default=False)
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

    def __str__(self) -> str:
        return self.name
