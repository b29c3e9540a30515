"""Whom a row means: by any spelling of the name and the date of birth or the e-mail, and never by a guess."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Lower

from attendance.past.columns import Column
from lms.people.models import Person
from lms.people.names import search_terms
from lms.people.permission_policies import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attendance.past.rows import Said
    from lms.people.models import User

AT_ONCE = 400
MOST_NAMED = 5


def find_people(rows: Iterable[Said], *, user: User) -> None:
    """Give each row its person, or say who it might be. The queries do not grow with the rows of a part.

    Only people whom the reader may see are found, so that nobody learns from a file who is known here.
    """
    asked = [said for said in rows if said.name and (said.birth or said.email)]
    born, reached = _candidates(asked, user=user)
    for said in asked:
        candidates = {
            person.pk: person
            for person in (*born.get(said.birth, ()), *reached.get(said.email.lower(), ()))
            if _is_named(person, said.name) and _agrees(person, said)
        }
        if len(candidates) == 1:
            said.person = next(iter(candidates.values()))
        elif candidates:
            found = sorted(candidates.values(), key=lambda person: person.pk)[:MOST_NAMED]
            said.refuse(Column.NAME, "several_people", people=[_description(person) for person in found])
        else:
            said.refuse(Column.NAME, "nobody", value=said.name[:80])


def _candidates(asked: list[Said], *, user: User) -> tuple[dict[Any, list[Person]], dict[str, list[Person]]]:
    people = visible(Person, user).annotate(lower_email=Lower("email"))
    born: dict[Any, list[Person]] = defaultdict(list)
    reached: dict[str, list[Person]] = defaultdict(list)
    for days in _parts({said.birth for said in asked if said.birth}):
        for person in people.filter(date_of_birth__in=days):
            born[person.date_of_birth].append(person)
    for addresses in _parts({said.email.lower() for said in asked if said.email}):
        for person in people.filter(lower_email__in=addresses):
            reached[person.lower_email].append(person)
    return born, reached


def _is_named(person: Person, name: str) -> bool:
    """Whether every word of the name is one of the person's, in any spelling."""
    key = f"{person.search_key} "
    terms = search_terms(name)
    return bool(terms) and all(any(f"{fold} " in key for fold in term) for term in terms)


def _agrees(person: Person, said: Said) -> bool:
    """What the row says besides the name contradicts nothing that is known."""
    if said.birth and person.date_of_birth and said.birth != person.date_of_birth:
        return False
    return not (said.email and person.email and said.email.lower() != person.email.lower())


def _description(person: Person) -> str:
    """So much that the reader can tell them apart and write the one thing that decides."""
    born = person.date_of_birth.isoformat() if person.date_of_birth else ""
    return ", ".join(part for part in (person.display_name, born, person.email) if part)


def _parts(values: set[Any]) -> Iterator[list[Any]]:
    known = sorted(values)
    for start in range(0, len(known), AT_ONCE):
        yield known[start : start + AT_ONCE]
