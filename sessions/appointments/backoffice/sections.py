"""What appointments add to the page of a person: theirs, as far as the reader may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component

from lms.people.permission_policies import visible
from sessions.appointments.booking import no_shows_of
from sessions.models import Appointment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lms.people.models import Person, User

SHOWN = 20


class AppointmentsOfPerson(Component):
    template_name = "sessions/backoffice/appointments/of_person.html"

    def __init__(self, person: Person, user: User) -> None:
        known = visible(Appointment, user).filter(person=person).order_by("-starts_at")
        self.appointments = known.select_related("service", "specialist__person")[:SHOWN]
        self.person = person

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        appointments = list(self.appointments)
        missed = no_shows_of(self.person) if appointments else 0
        return {"appointments": appointments, "no_shows": missed}
