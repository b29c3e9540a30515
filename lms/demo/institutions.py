"""Organisations and offices of the demonstration: pages tell of them, and runs are held by and in them."""

from __future__ import annotations

from datetime import time
from typing import Any

from cms.models import Counter, HoursException, Office, WeeklyHours
from lms.demo.told import in_languages, told
from lms.people.models import Organisation

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLAIN = ("street", "postcode", "latitude", "longitude", "phone", "email", "is_step_free", "position")


def load_organisations() -> dict[str, Organisation]:
    return {one["code"]: _organisation(one) for one in told("people")["organisations"]}


def _organisation(one: dict[str, Any]) -> Organisation:
    plain = {name: one[name] for name in ("is_organiser", "is_funder", "email", "phone", "address")}
    names = in_languages("name", one["name"])
    if "funder_line" in one:
        names |= in_languages("funder_line", one["funder_line"])
    return Organisation.objects.get_or_create(code=one["code"], defaults=plain | names)[0]


def counters_of(offices: dict[str, Office]) -> dict[str, Counter]:
    """By the key under which the texts know them. A counter that an editor took away is missing."""
    return {
        counter["key"]: found
        for one in told("offices")["offices"]
        for position, counter in enumerate(one["counters"])
        if (found := offices[one["code"]].counters.filter(sort_order=position).first())
    }


def load_offices() -> dict[str, Office]:
    return {one["code"]: _office(one) for one in told("offices")["offices"]}


def _office(one: dict[str, Any]) -> Office:
    facts = {name: one[name] for name in PLAIN if name in one}
    words = {
        column: text
        for field in ("name", "floor", "directions")
        if field in one
        for column, text in in_languages(field, one[field]).items()
    }
    office, is_new = Office.objects.get_or_create(code=one["code"], defaults=facts | words)
    if is_new:
        for position, counter in enumerate(one["counters"]):
            _counter(office, counter, position=position)
    return office


def _counter(office: Office, one: dict[str, Any], *, position: int) -> None:
    words = {
        column: text
        for field in ("name", "note")
        if field in one
        for column, text in in_languages(field, one[field]).items()
    }
    counter = Counter.objects.create(office=office, phone=one.get("phone", ""), sort_order=position, **words)
    for weekday, (opens, closes) in one["hours"].items():
        WeeklyHours.objects.create(
            counter=counter,
            weekday=WEEKDAYS.index(weekday),
            opens=time.fromisoformat(opens),
            closes=time.fromisoformat(closes),
        )
    if last := one.get("last_of_month"):
        opens, closes = last["hours"]
        HoursException.objects.create(
            counter=counter,
            kind=HoursException.Kind.LAST_OF_MONTH,
            opens=time.fromisoformat(opens),
            closes=time.fromisoformat(closes),
            **in_languages("reason", last["reason"]),
        )
