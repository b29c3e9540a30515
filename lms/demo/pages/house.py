"""The site's address, and what stands around every page: menus, marks, contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from cms.models import HeaderMark, HouseFacts, MenuLink
from lms.demo.told import in_languages, told

if TYPE_CHECKING:
    from lms.demo.pages.known import Known

TRANSLATED = ("about", "organiser", "opening_hours", "phone_line", "funder", "emergency")
PLAIN = ("email", "phone", "delivery_address")


def open_site(known: Known) -> None:
    """Put the site on our home page, and take away the welcome page that Wagtail starts with."""
    home = known.pages["home"]
    address = urlsplit(settings.SITE_ADDRESS)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    site.root_page = home
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
    for welcome in Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk):
        welcome.delete()


def tell_facts() -> HouseFacts:
    """Contacts first: leaflets print them."""
    if facts := HouseFacts.objects.first():
        return facts
    words = told("house")
    texts = {column: text for name in TRANSLATED for column, text in in_languages(name, words[name]).items()}
    return HouseFacts.objects.create(**texts, **{name: words[name] for name in PLAIN})


def hang_menus(facts: HouseFacts, known: Known) -> None:
    words = told("house")
    if not facts.menu_links.exists():
        for position, one in enumerate(words["menu"]):
            _menu_link(one, facts, position=position, known=known)
    if not facts.marks.exists():
        for position, one in enumerate(words["marks"]):
            HeaderMark.objects.create(
                house=facts,
                sort_order=position,
                drawing=one["drawing"],
                address=one["address"],
                **in_languages("name", one["name"]),
            )


def _menu_link(one: dict[str, Any], facts: HouseFacts, *, position: int, known: Known) -> None:
    words = in_languages("label", one["label"]) if "label" in one else {}
    goal = {"page": known.pages[one["page"]]} if "page" in one else in_languages("address", one["address"])
    MenuLink.objects.create(house=facts, sort_order=position, menu=one["menu"], **goal, **words)
