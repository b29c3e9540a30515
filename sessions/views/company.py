"""How the pages of booking call those who come: the choices of a household, and the names of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lms.people.form_fields import Label
from lms.people.questions import CONTACT
from sessions.household import ME, NEW_ADULT, NEW_CHILD

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.views.journey import Journey


def choices(journey: Journey) -> list[tuple[str, Label]]:
    """Who can take a place."""
    return [(word, _label(word, person, journey)) for word, person in journey.household.options.items()]


def _label(word: str, person: Person | None, journey: Journey) -> Label:
    if word == ME:
        return Label(_("Me"), person.full_name if person else "")
    if word == NEW_CHILD:
        is_first = not journey.household.children
        return Label(_("A child in my care") if is_first else _("Another child in my care"))
    if person is None:
        return Label(_("Another adult"), _("A second parent or carer who comes along."))
    if person in journey.household.children:
        return Label(person.full_name, _("a child in your care"))
    return Label(person.full_name, _("cares for the same child"))


def adults(journey: Journey) -> list[tuple[str, Label]]:
    """Who can stay with a child: whoever asks, those who care for it too, a second adult who comes."""
    household = journey.household
    found = [(ME, _label(ME, household.carer, journey))]
    found += [(str(adult.uuid), _label("", adult, journey)) for adult in household.co_carers]
    if NEW_ADULT in journey.who:
        found.append((NEW_ADULT, Label(_said(journey.typed_name("adult"), _("Another adult")))))
    return found


def names_of(word: str, journey: Journey) -> list[str]:
    """The names behind a word; of new children there may be several."""
    person = journey.household.options.get(word)
    if person:
        return [person.full_name]
    if word == NEW_CHILD:
        return [journey.typed_name(step) for step in journey.child_steps]
    if word == NEW_ADULT:
        return [journey.typed_name("adult")]
    return [journey.typed_name(CONTACT)] if word == ME else []


def name_along(journey: Journey) -> str:
    """Who stays with the children, or nothing where nobody has to."""
    word = journey.comes_along
    if not word:
        return ""
    if word == ME:
        known = journey.household.carer
        return known.full_name if known else journey.typed_name(CONTACT)
    known = next((adult for adult in journey.household.co_carers if str(adult.uuid) == word), None)
    return known.full_name if known else journey.typed_name("adult")


def _said(name: str, otherwise: str) -> str:
    return name or otherwise
