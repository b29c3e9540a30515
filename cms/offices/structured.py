"""An office as schema.org knows it, for search engines and assistants: https://schema.org/GovernmentOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.offices.opening_hours import HoursNow, hours_of
from cms.templatetags.contacts import phone_address

if TYPE_CHECKING:
    from cms.models import Counter, Office
    from cms.offices.plan import Span

DAY = "https://schema.org/"
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def office_data(office: Office, *, url: str) -> dict[str, Any]:
    """The office with the hours of its first counter; counters with a name are its departments.

    ``url`` is the whole address of its page. Days of the next two months that differ from the week are
    told with their dates; ``00:00`` to ``00:00`` says closed.
    """
    told: dict[str, Any] = {
        "@type": "GovernmentOffice",
        "@id": f"{url}#office",
        "name": office.name,
        "url": url,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": office.street,
            "postalCode": office.postcode,
            "addressLocality": office.town,
            "addressCountry": "PL",
        },
        "hasMap": office.map_url,
    }
    if office.latitude is not None and office.longitude is not None:
        told["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(office.latitude),
            "longitude": float(office.longitude),
        }
    told |= _contact(office.phone, office.email)
    counters = list(office.counters.all())
    whole = next((counter for counter in counters if not counter.name), None)
    if whole is not None:
        told |= _contact(whole.phone or office.phone, office.email) | {
            "openingHoursSpecification": _hours(whole)
        }
    if named := [_department(counter) for counter in counters if counter.name]:
        told["department"] = named
    return told


def _department(counter: Counter) -> dict[str, Any]:
    hours = {"openingHoursSpecification": _hours(counter)}
    return {"@type": "GovernmentOffice", "name": counter.name} | _contact(counter.phone, "") | hours


def _contact(phone: str, email: str) -> dict[str, str]:
    told = {"telephone": phone_address(phone).removeprefix("tel:")} if phone else {}
    return told | ({"email": email} if email else {})


def _hours(counter: Counter) -> list[dict[str, Any]]:
    now = hours_of(counter, at=timezone.now())
    week = [
        _specification(span, dayOfWeek=[DAY + NAMES[day] for day in row.weekdays])
        for row in now.rows
        for span in row.spans
    ]
    return week + _special(now)


def _special(now: HoursNow) -> list[dict[str, Any]]:
    """Days with their dates. Several that are open are only those on which the week is open as well."""
    working = [DAY + name for name, (_day, spans) in zip(NAMES, now.week, strict=True) if spans]
    told = []
    for notice in now.notices:
        when: dict[str, Any] = {
            "validFrom": notice.first.isoformat(),
            "validThrough": notice.last.isoformat(),
        }
        if notice.hours.spans and notice.first != notice.last:
            when["dayOfWeek"] = working
        told += [_specification(span, **when) for span in notice.hours.spans or (None,)]
    return told


def _specification(span: Span | None, **when: Any) -> dict[str, Any]:
    opens, closes = (f"{span.opens:%H:%M}", f"{span.closes:%H:%M}") if span else ("00:00", "00:00")
    return {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes} | when
