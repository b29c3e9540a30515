"""Offices with counters. Hours are said as on a door: ``{"0123": "8.00-15.00", "4": "8-12, 13-15"}``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import time

import factory
from django.core.cache import cache
from factory.django import DjangoModelFactory

from cms import models
from tests.factories.pages import LANGUAGES, SECTION, PublicSite, _add, _translate

EVERY_WEEKDAY = "01234"


def span(text):
    """ "8.00-15.30" as two times."""
    return tuple(
        time(int(hour), int(minute or 0)) for hour, minute in re.findall(r"(\d+)(?:\.(\d\d))?", text)
    )


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = models.Office

    code = factory.Sequence(lambda n: f"office-{n}")
    name = factory.LazyAttribute(lambda o: f"Biuro {o.code}")
    street = "ul. Strzegomska 6"
    postcode = "53-611"


class CounterFactory(DjangoModelFactory):
    """Open from Monday to Friday, 7.30 to 15.30, unless ``week`` says otherwise."""

    class Meta:
        model = models.Counter
        skip_postgeneration_save = True

    office = factory.SubFactory(OfficeFactory)

    @factory.post_generation
    def week(self, create, given, **kwargs):
        for days, spans in ({EVERY_WEEKDAY: "7.30-15.30"} if given is None else given).items():
            for day in days:
                for one in spans.split(","):
                    opens, closes = span(one)
                    models.WeeklyHours.objects.create(
                        counter=self, weekday=int(day), opens=opens, closes=closes
                    )


def other_hours(counter, first, last=None, hours="", reason=""):
    opens, closes = span(hours) if hours else (None, None)
    return models.HoursException.objects.create(
        counter=counter, first_day=first, last_day=last or first, opens=opens, closes=closes, reason=reason
    )


def last_of_month(counter, hours):
    opens, closes = span(hours) if hours else (None, None)
    return models.HoursException.objects.create(
        counter=counter, kind=models.HoursException.Kind.LAST_OF_MONTH, opens=opens, closes=closes
    )


@dataclass
class OfficeSite:
    """The contact page in three languages, and under it a page for each office."""

    site: PublicSite
    contact: models.ContactPage = field(init=False)

    def __post_init__(self):
        given = {"title": "Kontakt", "slug": "gdzie", "lead": "Zadzwoń.", "body": SECTION}
        self.contact = _add(models.ContactPage(show_in_menus=True, **given), under=self.site.homes["pl"])
        for language in LANGUAGES[1:]:
            _translate(self.contact, language)

    def tell_of(self, office, *, languages=LANGUAGES):
        page = models.OfficePage(title=office.name, slug=office.code, lead="Zapraszamy.", office=office)
        page = _add(page, under=self.contact)
        for language in languages[1:]:
            _translate(page, language)
        cache.clear()
        return page
