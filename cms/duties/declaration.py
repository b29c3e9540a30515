"""The accessibility declaration as version 2.0 of the technical conditions wants it.

Its sentences and the ids that machines read are fixed; a page brings the names, dates and descriptions.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from cms.templatetags.contacts import phone_address

if TYPE_CHECKING:
    from cms.models import AccessibilityDeclarationPage

MODEL = Path(__file__).with_name("declaration_2_0.toml")
FILLED_IN = (
    *("intro", "applies_to", "state_full", "state_partial", "state_none", "costs", "assessor"),
    *("contact", "ombudsman"),
)


@cache
def _model() -> dict[str, Any]:
    return tomllib.loads(MODEL.read_text(encoding="utf-8"))


def words_of(page: AccessibilityDeclarationPage) -> dict[str, Any]:
    """The fixed words in the language of the page, with its own facts in their places."""
    language = page.locale.language_code
    words = {name: told[language] for name, told in _model().items() if isinstance(told, dict)}
    facts = _facts(page, words)
    filled = {name: _fill(words[name], facts) for name in FILLED_IN}
    return words | filled | {"state": filled[f"state_{page.conformity}"]}


def _facts(page: AccessibilityDeclarationPage, words: dict[str, Any]) -> dict[str, SafeString]:
    model, strong, link = _model(), '<strong id="{}">{}</strong>', '<a href="{}">{}</a>'
    return {
        "entity": format_html(strong, "a11y-podmiot", page.entity),
        "scope": format_html(strong, "a11y-zakres", words["scope"]),
        "site": format_html(
            '<a id="a11y-url" href="{}/">{}</a>', settings.SITE_ADDRESS, settings.WAGTAIL_SITE_NAME
        ),
        "law": format_html(link, model["law_address"], words["law"]),
        "state": format_html("<strong>{}</strong>", words[page.conformity]),
        "assessment": format_html(
            '<a id="a11y-ocena" href="{}">{}</a>', page.assessment_address, words["costs_link"]
        ),
        "assessor": conditional_escape(page.assessed_by),
        "contact": format_html('<span id="a11y-kontakt">{}</span>', page.contact_name),
        "email": format_html('<a id="a11y-email" href="mailto:{0}">{0}</a>', page.contact_email),
        "phone": format_html(
            '<a id="a11y-telefon" href="{}">{}</a>', phone_address(page.contact_phone), page.contact_phone
        ),
        "ombudsman": format_html(link, model["ombudsman_address"], words["ombudsman_link"]),
    }


def _fill(sentence: str, facts: dict[str, SafeString]) -> SafeString:
    return mark_safe(sentence.format(**facts))  # noqa: S308 - our own sentences, with facts escaped above
