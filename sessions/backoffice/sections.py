"""What this room adds to the page of a person: their places, as far as the reader may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component

from lms.people.permission_policies import visible
from sessions.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lms.people.models import Person, User


class PlacesOfPerson(Component):
    template_name = "sessions/backoffice/places_of_person.html"

    def __init__(self, person: Person, user: User) -> None:
        places = visible(Place, user).filter(person=person).order_by("-created_at")
        self.places = places.select_related("run__course", "booked_by")

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"places": self.places}
