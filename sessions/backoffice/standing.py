"""Where people stand with a run, in words for the coordinator: their needs, and why they were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.permission_policies import visible
from sessions.models import Appointment, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sessions.models import Offer

PASSED_OVER = {
    "busy": gettext_lazy("something else is booked at these hours"),
    "childcare": gettext_lazy("no room left in childcare"),
    "by_hand": gettext_lazy("the coordinator chose others"),
}
NEEDS = {
    "childcare": gettext_lazy("childcare"),
    "interpreter": gettext_lazy("interpreter"),
    "step_free": gettext_lazy("step-free access"),
    "transport_refund": gettext_lazy("travel costs"),
    "diet": gettext_lazy("diet"),
}


def needs_in_words(place: Place) -> str:
    """What the person asked for: "childcare for 2, interpreter, vegetarian"."""
    named = [
        str(NEEDS[need])
        for need in ("childcare", "interpreter", "step_free", "transport_refund")
        if getattr(place, f"needs_{need}")
    ]
    if place.childcare_children > 1:
        named[0] = _("childcare for %(number)d") % {"number": place.childcare_children}
    return ", ".join([*named, place.needs_diet] if place.needs_diet else named)


def why_first(offer: Offer, names: Mapping[int, str]) -> list[str]:
    """Why this party was asked and no other, as it stood at that moment. ``names`` by queue number."""
    stood: dict[str, Any] = offer.standing
    said = []
    if position := stood.get("position"):
        said.append(_("number %(position)d in the queue") % {"position": position})
    if name := stood.get("class"):
        said.append(_("priority: %(name)s") % {"name": name})
    for passed in stood.get("passed_over", ()):
        who = names.get(passed["number"], _("number %(number)d") % {"number": passed["number"]})
        why = PASSED_OVER.get(passed["reason"], passed["reason"])
        said.append(_("before them %(who)s, passed over: %(why)s") % {"who": who, "why": why})
    return said


def no_shows(people: Iterable[int], user: Any) -> dict[int, int]:
    """How often each did not come, where the reader coordinates. Nobody else is told; two queries."""
    ids = set(people)
    found: dict[int, int] = {}
    for model in (Place, Appointment):
        missed = visible(model, user, "change").filter(person__in=ids, status="no_show").order_by()
        for person, number in missed.values_list("person").annotate(number=Count("pk")):
            found[person] = found.get(person, 0) + number
    return found
