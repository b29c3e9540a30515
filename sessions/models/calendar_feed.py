from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models.room import Room


class CalendarFeed(models.Model):
    """An address at which a calendar program reads somebody's meetings; only its token's hash is kept."""

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("what I take part in")
        TEACHING = "teaching", _("what I teach")
        ROOM = "room", _("what is in a room")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    person = models.ForeignKey(
        Person,
        verbose_name=_("whose"),
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
        help_text=_("Who asked for the address, and reads it."),
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
    )
    language = models.CharField(_("language"), max_length=2, choices=Person.Language)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="room", room__isnull=False) | (~Q(kind="room") & Q(room=None)),
                name="feed_of_room_names_it",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(revoked_at=None) & ~Q(kind="room"),
                name="one_living_feed_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
