"""Pages that the law asks for, in as many languages as a test needs."""

from __future__ import annotations

from datetime import date

from cms.models import AccessibilityDeclarationPage, PrivacyPage, StandardsPage
from tests.factories.pages import SECTION, _add, _translate

DECLARATION = {
    "title": "Deklaracja dostępności",
    "slug": "deklaracja",
    "entity": "Miejski Ośrodek Pomocy Społecznej we Wrocławiu",
    "published_on": date(2026, 11, 2),
    "changed_on": date(2026, 11, 20),
    "drawn_up_on": date(2026, 11, 2),
    "inaccessible": "<ul><li>Część filmów.</li></ul>",
    "contact_name": "Anna Lis",
    "contact_email": "dostepnosc@example.org",
    "contact_phone": "71 78 22 322",
    "procedure": "<p>Do dyrektora.</p>",
    "architecture": "<p>Wejście bez schodów.</p>",
    "communication": "<p>Tłumacz języka migowego.</p>",
}


def plant(kind, site, *, languages=("pl", "uk", "en"), **fields):
    """The Polish page; the others are its translations with the same words."""
    page = _add(kind(**fields), under=site.homes[languages[0]])
    return [page, *(_translate(page, language) for language in languages[1:])]


def plant_declaration(site, *, languages=("pl", "uk", "en"), **fields):
    return plant(AccessibilityDeclarationPage, site, languages=languages, **DECLARATION | fields)[0]


def plant_privacy(site, **fields):
    return plant(PrivacyPage, site, **{"title": "Prywatność", "slug": "prywatnosc"} | fields)[0]


def plant_standards(site, **fields):
    given = {"title": "Standardy", "slug": "standardy", "body": SECTION}
    return plant(StandardsPage, site, **given | fields)[0]
