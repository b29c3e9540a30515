"""How often a leaflet is taken is known. By whom is not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.db import connection

from cms.leaflets.counts import count
from cms.models import LeafletCount

Taken = LeafletCount.Taken


@pytest.mark.django_db
def test_the_same_day_is_one_number_and_the_next_day_another():
    with time_machine.travel("2026-11-23 10:00+01:00"):
        count("BCD234", language="uk", taken=Taken.CODE)
        count("BCD234", language="uk", taken=Taken.CODE)
    with time_machine.travel("2026-11-24 00:10+01:00"):
        count("BCD234", language="uk", taken=Taken.CODE)

    assert list(LeafletCount.objects.order_by("day").values_list("day", "times")) == [
        (date(2026, 11, 23), 2),
        (date(2026, 11, 24), 1),
    ]


@pytest.mark.django_db
def test_languages_and_ways_are_counted_apart():
    for language, taken in (("uk", Taken.CODE), ("uk", Taken.PAPER), ("pl", Taken.CODE), ("uk", Taken.EASY)):
        count("BCD234", language=language, taken=taken)

    assert LeafletCount.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_none_of_many_at_once_is_lost():
    def take(_number):
        try:
            count("BCD234", language="pl", taken=Taken.PAPER)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        list(people.map(take, range(40)))

    assert LeafletCount.objects.get().times == 40


def test_there_is_no_room_in_a_count_for_a_person():
    fields = {field.name for field in LeafletCount._meta.get_fields()}

    assert fields == {"id", "code", "language", "taken", "day", "times"}
    assert LeafletCount._meta.get_field("day").get_internal_type() == "DateField"
