"""Offices and their hours in templates.

``{% offices as cards %}`` gives all offices (``cms.offices.cards.OfficeCard``),
``{% office page.office as card %}`` one of them, ``{% office_hours counter as hours %}`` the hours of a
counter now (``HoursNow``), ready for ``components/office_hours.html``. However often a page asks, the
offices are read once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone

from cms.offices.cards import OfficeCard, office_cards
from cms.offices.opening_hours import HoursNow, hours_of
from cms.remembering import keep_until

if TYPE_CHECKING:
    from django.template import Context

    from cms.models import Counter, Office

register = template.Library()


@register.simple_tag(takes_context=True)
def offices(context: Context) -> list[OfficeCard]:
    cards = _cards(context)
    for card in cards:
        for counter in card.counters:
            _watch(context, counter.hours)
    return cards


@register.simple_tag(takes_context=True)
def office(context: Context, wanted: Office) -> OfficeCard | None:
    found = next((card for card in _cards(context) if card.office.pk == wanted.pk), None)
    for counter in found.counters if found else ():
        _watch(context, counter.hours)
    return found


@register.simple_tag(takes_context=True)
def office_hours(context: Context, counter: Counter) -> HoursNow:
    known = (one.hours for card in _cards(context) for one in card.counters if one.counter.pk == counter.pk)
    hours = next(known, None) or hours_of(counter, at=timezone.now())
    _watch(context, hours)
    return hours


def _cards(context: Context) -> list[OfficeCard]:
    """Read once a page; kept on the request, which the blocks of a page share."""
    request: Any = context.get("request")
    known: list[OfficeCard] | None = getattr(request, "office_cards", None)
    if known is None:
        known = office_cards(at=timezone.now())
        if request is not None:
            request.office_cards = known
    return known


def _watch(context: Context, hours: HoursNow) -> None:
    """Let no page be kept beyond the moment at which these words stop being true."""
    if (request := context.get("request")) is not None:
        keep_until(request, hours.changes_at)
