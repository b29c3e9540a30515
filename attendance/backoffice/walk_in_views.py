"""A walk-in: who they may be, saying so, taking it back, and giving them a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendance.backoffice.about import AboutAttendance, Deciding
from attendance.models import WalkIn
from attendance.records import matching
from attendance.records.proposals import SHOWN, alike, others
from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web.record_pages import RecordDeed
from sessions.errors import BookingError
from sessions.models import Run

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class WalkInPage(AboutAttendance):
    model: type[Model] = WalkIn
    template_name = "attendance/backoffice/walk_in.html"
    page_title = gettext_lazy("Walked in")

    def get_records(self) -> QuerySet[WalkIn]:
        found: QuerySet[WalkIn] = super().get_records()
        return found.select_related("session__run__course", "person", "matched_to", "created_by")

    def get_page_title(self) -> str:
        return str(self.object.name)

    def get_page_subtitle(self) -> str:
        return str(self.page_title)

    @cached_property
    def known_as(self) -> Person | None:
        """Who it was, when somebody has said so."""
        walk_in: WalkIn = self.object
        if walk_in.matched_to:
            return walk_in.matched_to
        return walk_in.person if matching.said_to_be_new(walk_in) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        walk_in, run = self.object, self.object.session.run
        typed = self.request.GET.get("q", "").strip()
        known = others(visible(Person, self.user), than=walk_in)
        is_open = self.known_as is None
        held = run.places.held_by(self.known_as).first() if self.known_as else None
        return super().get_context_data(
            walk_in=walk_in,
            known_as=self.known_as,
            is_new=self.known_as == walk_in.person,
            proposals=alike(walk_in, among=known) if is_open else [],
            typed=typed,
            found=list(known.found_by(typed)[:SHOWN]) if typed and is_open else [],  # type: ignore[attr-defined]
            said=walk_in.matches.select_related("person", "by"),
            place=held,
            may_seat=held is None and visible(Run, self.user, "enrol").filter(pk=run.pk).exists(),
            **kwargs,
        )


class _WalkInDeed(Deciding, RecordDeed):
    model: type[Model] = WalkIn
    errors = (matching.MatchRefused, BookingError)

    @property
    def record_url(self) -> str:
        return reverse("attendance:walk_in", args=[self.object.pk])

    def explain(self, error: Exception) -> str:
        return _("This cannot be said of them now. Please look at the page again.")


class MatchWalkIn(_WalkInDeed):
    """Says that it was a person whom the reader may know."""

    def do(self) -> str:
        known = get_object_or_404(visible(Person, self.user), pk=self.kwargs["person"])
        matching.match(self.object, to=known, by=self.actor)
        return _("%(name)s is %(person)s. What was noted counts for them.") % {
            "name": self.object.name,
            "person": known.full_name,
        }


class UnmatchWalkIn(_WalkInDeed):
    def do(self) -> str:
        matching.unmatch(self.object, by=self.actor)
        return _("Taken back. All is as it was before.")


class KeepWalkIn(_WalkInDeed):
    def do(self) -> str:
        matching.keep_as_new(self.object, by=self.actor)
        return _("%(name)s is somebody new to us.") % {"name": self.object.name}
