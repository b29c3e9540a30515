"""Who reads what is written to a person: themselves, or those who care for them."""

from __future__ import annotations

from lms.people.models import Guardianship, Person


def readers_for(person: Person) -> list[Person]:
    """The person when an adult with an address, else the carers of today; nobody when none can be reached."""
    if not person.is_child and (person.email or person.phone):
        return [person]
    held = Guardianship.objects.valid_on().filter(child=person).select_related("carer").order_by("pk")
    carers = {guardianship.carer_id: guardianship.carer for guardianship in held}
    return [carer for carer in carers.values() if carer.email or carer.phone]
