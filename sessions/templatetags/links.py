"""``{% load links %}{% link_to offer as address %}``: for messages, in the language they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from sessions import links

if TYPE_CHECKING:
    from sessions.models import Appointment, Offer, Place

register = template.Library()


@register.simple_tag
def link_to(record: Appointment | Offer | Place) -> str:
    """The whole address of the page that works without signing in."""
    return links.link_to(record)


@register.simple_tag
def path_to(record: Appointment | Offer | Place) -> str:
    """The same, within the site."""
    return links.path_to(record)
