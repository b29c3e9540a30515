"""A query that is asked often is put into SQL once; what it finds is always what is asked for now."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import CharField, IntegerField

from lms.people.models import Person
from lms.web.prepared import many, prepared
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_name():
    """Counts how often its rules are put into SQL."""

    @prepared(names=many(CharField()), least=IntegerField())
    def people(*, names: Any, least: Any, is_backwards: bool) -> Any:
        people.made = getattr(people, "made", 0) + 1
        found = Person.objects.filter(family_name__in=names, pk__gte=least)
        return found.order_by("-family_name" if is_backwards else "family_name")

    return people


def asked(by_name, *names: str, least: int = 0, is_backwards: bool = False) -> list[str]:
    return [person.family_name for person in by_name.ask(names=names, least=least, is_backwards=is_backwards)]


def test_the_rules_are_told_once_and_each_answer_is_to_its_own_question(by_name):
    anna, ewa = PersonFactory(family_name="Lis"), PersonFactory(family_name="Maj")

    answers = [
        asked(by_name, "Lis"),
        asked(by_name, "Maj", least=ewa.pk),
        asked(by_name, "Lis", least=ewa.pk),
    ]

    assert (answers, by_name.made) == ([["Lis"], ["Maj"], []], 1)
    assert by_name.ask(names=["Lis"], least=0, is_backwards=False) == [anna]


def test_lists_of_all_lengths_find_each_row_once_in_few_forms(by_name):
    names = [PersonFactory(family_name=f"Lis{number}").family_name for number in range(8)]

    answers = [asked(by_name, *names[:length]) for length in range(9)]

    assert answers == [names[:length] for length in range(9)]
    assert by_name.made == 5  # none, one, two, up to four, up to eight


def test_what_changes_the_rule_itself_is_told_apart(by_name):
    PersonFactory(family_name="Lis")
    PersonFactory(family_name="Maj")

    assert asked(by_name, "Lis", "Maj") == ["Lis", "Maj"]
    assert asked(by_name, "Lis", "Maj", is_backwards=True) == ["Maj", "Lis"]
