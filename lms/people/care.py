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


def co_carers_of(carer: Person) -> list[Person]:
    """The adults who care today for a child that this carer cares for too."""
    return list(
        Person.objects.filter(
            pk__in=Guardianship.objects.valid_on()
            .filter(child__in=Person.objects.in_care_of(carer).values("pk"))
            .exclude(carer=carer)
            .values("carer")
        )
    )


@transaction.atomic
def write_down_adult(
    carer: Person, *, given_name: str, family_name: str, email: str, phone: str, language: str
) -> Person:
    """An adult who comes along with the carer, on the carer's word, with a way to reach them.

    The same adult told twice is the one this carer wrote down before. Somebody of that name and address whom
    the house knows stays a person apart: nobody learns from here whom it knows, or books in their name.
    """
    Person.objects.select_for_update(no_key=True).get(pk=carer.pk)  # told twice at once: one after the other
    facts = {"email": email.strip().lower(), "phone": phone, "language": language}
    known = Person.objects.filter(
        user=None,
        places__booked_by=carer,
        given_name__iexact=given_name,
        family_name__iexact=family_name,
        email__iexact=facts["email"],
        phone=phone,
    )
    return known.first() or Person.objects.create(given_name=given_name, family_name=family_name, **facts)


def cares_for(carer: Person, child: Person) -> bool:
    """Whether the carer may act for the child today."""
    return Person.objects.in_care_of(carer).filter(pk=child.pk).exists()
