"""Whom to turn to, when they are there, and what others tell of themselves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.base import PEOPLE, PhoneBlock, ToldBlock
from cms.blocks.choices import LanguagesChoiceBlock, OfficeChoiceBlock, offices
from cms.blocks.files import AlternativeBlock, latest


class ContactBlock(ToldBlock):
    """A desk or a person, and every way to reach them."""

    name = blocks.CharBlock(label=_("name of the desk or person"), max_length=120)
    role = blocks.CharBlock(label=_("what they help with"), max_length=160, required=False)
    phone = PhoneBlock(label=_("phone"), max_length=30, required=False)
    email = blocks.EmailBlock(label=_("e-mail"), required=False)
    languages = LanguagesChoiceBlock()
    hours = blocks.CharBlock(label=_("hours, in words"), max_length=120, required=False)
    office = OfficeChoiceBlock(label=_("where: an office"))

    class Meta:
        icon = "user"
        label = _("Contact card")
        group = PEOPLE
        description = _("Whom to call or write to, in which languages, and when.")
        template = "cms/blocks/contact_card.html"

    def example(self) -> dict[str, Any]:
        return {
            "name": gettext("Team for families from Ukraine"),
            "role": gettext("Guardianship, courses, the first days in Wrocław"),
            "phone": "71 784 96 06",
            "email": "sekretariat@mops.wroclaw.pl",
            "languages": ["uk", "pl"],
            "hours": gettext("Monday to Friday, 7.30–15.30"),
            "office": "",
        }


class ContactsBlock(ToldBlock):
    """Several contact cards side by side."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    contacts = blocks.ListBlock(ContactBlock(), label=_("contacts"), min_num=1, max_num=6)

    class Meta:
        icon = "group"
        label = _("Contact cards")
        group = PEOPLE
        description = _("Several contacts under one heading.")
        template = "cms/blocks/contact_cards.html"

    def example(self) -> dict[str, Any]:
        first = ContactBlock().example()
        second = first | {
            "name": gettext("Cash desk"),
            "role": "",
            "email": "",
            "languages": ["pl"],
            "hours": gettext("Monday to Friday, 10.00–14.00"),
        }
        return {"heading": gettext("Talk to us"), "contacts": [first, second]}


class OfficeHoursBlock(ToldBlock):
    """Whether an office is open now, and its week."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    office = OfficeChoiceBlock(required=True)

    class Meta:
        icon = "time"
        label = _("Office hours")
        group = PEOPLE
        description = _("“Open now, until 15.30”, with the hours of the week. They are kept with the office.")
        template = "cms/blocks/office_hours.html"

    def example(self) -> dict[str, Any]:
        known = offices()
        return {"heading": gettext("When we are open"), "office": known[0][0] if known else ""}


class StoryBlock(ToldBlock):
    """A foster family, a guardian, a child grown up: in their own words."""

    text = blocks.TextBlock(label=_("their words"), max_length=600)
    name = blocks.CharBlock(label=_("name"), max_length=80)
    about = blocks.TextBlock(label=_("a few lines about them"), max_length=300, required=False)
    picture = AlternativeBlock(label=_("picture"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Story")
        group = PEOPLE
        description = _("A person’s own words, with a picture. Only with their consent.")
        template = "cms/blocks/story.html"

    def example(self) -> dict[str, Any]:
        return {
            "text": gettext("We thought we were too old and our flat too small. The girls never noticed."),
            "name": gettext("Barbara and Henryk"),
            "about": gettext("Foster parents for four years, of two sisters."),
            "picture": {"image": latest("Picture"), "alt_text": "", "decorative": True},
        }
