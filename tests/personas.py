"""The people of the stories. Each function writes one of them down; the fixtures of the same name call it."""

from lms.people.models import Organisation, Person, Role
from lms.people.roles import grant
from tests.factories.people import GuardianshipFactory, OrganisationFactory, PersonFactory


def mops() -> Organisation:
    return OrganisationFactory(code="MOPS", name="Miejski Ośrodek Pomocy Społecznej")


def fundacja() -> Organisation:
    """An NGO that must see nothing of the centre's, and the other way round."""
    return OrganisationFactory(code="FUNDA", name="Fundacja")


def oksana() -> Person:
    """A guardian from Ukraine who reads Ukrainian."""
    return PersonFactory(
        given_name="Oksana",
        family_name="Shevchenko",
        given_name_cyrillic="Оксана",
        family_name_cyrillic="Шевченко",
        email="oksana@example.org",
        language="uk",
        with_sign_in=True,
    )


def danylo(oksana: Person) -> Person:
    """A child in Oksana's care."""
    child = PersonFactory(given_name="Danylo", family_name="Koval", child=True, language="uk")
    GuardianshipFactory(carer=oksana, child=child)
    return child


def marta() -> Person:
    """A Polish foster mother."""
    return PersonFactory(
        given_name="Marta",
        family_name="Kowalska",
        email="marta@example.org",
        language="pl",
        with_sign_in=True,
    )


def pan_adam(mops: Organisation) -> Person:
    """A coordinator of the centre."""
    return _with_role(Role.COORDINATOR, mops, "Adam", "Nowak")


def pani_beata(fundacja: Organisation) -> Person:
    """A coordinator of another organisation."""
    return _with_role(Role.COORDINATOR, fundacja, "Beata", "Zając")


def irena(mops: Organisation) -> Person:
    """A trainer."""
    return _with_role(Role.TRAINER, mops, "Irena", "Wójcik")


def ewa(mops: Organisation) -> Person:
    """An editor."""
    return _with_role(Role.EDITOR, mops, "Ewa", "Mazur")


def anna(mops: Organisation) -> Person:
    """An administrator."""
    return _with_role(Role.ADMINISTRATOR, mops, "Anna", "Lis")


def _with_role(role: Role, organisation: Organisation, given_name: str, family_name: str) -> Person:
    person = PersonFactory(
        with_sign_in=True,
        given_name=given_name,
        family_name=family_name,
        email=f"{given_name.lower()}@example.org",
        language="pl",
    )
    grant(role, to=person, at=organisation)
    return person
