"""Children and those who care for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from lms.people.models import Guardianship, Person

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def add_child(
    carer: Person,
    *,
    given_name: str,
    family_name: str,
    date_of_birth: date,
    basis: str,
    given_name_cyrillic: str = "",
    family_name_cyrillic: str = "",
) -> Person:
    """Record a child in the carer's care, on the carer's word; somebody at the office verifies it later.

    The same child told twice (name and date of birth) is the child already in this carer's care. A child of
    the same name in somebody else's care stays a person apart: nobody learns from here whom the house knows.
    """
    Person.objects.select_for_update(no_key=True).get(pk=carer.pk)  # told twice at once: one after the other
    known = Person.objects.in_care_of(carer).filter(
        given_name__iexact=given_name, family_name__iexact=family_name, date_of_birth=date_of_birth
    )
    if child := known.first():
        return child
    child = Person.objects.create(
        given_name=given_name,
        family_name=family_name,
        given_name_cyrillic=given_name_cyrillic,
        family_name_cyrillic=family_name_cyrillic,
        date_of_birth=date_of_birth,
        language=carer.language,
    )
    Guardianship.objects.create(carer=carer, child=child, basis=basis)
    return child


def cares_for(carer: Person, child: Person) -> bool:
    """Whether the carer may act for the child today."""
    return Person.objects.in_care_of(carer).filter(pk=child.pk).exists()
