"""The public site of the demonstration: courses and their pages, as trees in three languages."""

from __future__ import annotations

import tomllib
import uuid
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, HouseFacts, InformationPage
from courses.models import Course, CourseIndexPage, CoursePage
from lms.demo.catalogue import FACTS
from lms.demo.planting import SOURCE, TARGETS, forget_copied_addresses, plant

if TYPE_CHECKING:
    from cms.models import PublicPage

CONTENT = Path(__file__).parent / "content"
IDENTIFIERS = uuid.UUID("6b1f4f0e-7a53-4a57-9a8c-2f6c3c7f9d10")
PROMISE_ICONS = ("globe", "key", "lock")


@transaction.atomic
def load_pages() -> None:
    """Make what is missing of the public site; what is there already, perhaps edited, is left alone."""
    began = timezone.now()
    for code in (SOURCE, *TARGETS):
        Locale.objects.get_or_create(language_code=code)
    words = _read("home.toml") | {"catalogue": _read("catalogue.toml")}
    home = _home_page(words)
    _open_site(home)
    _house_facts(words)
    catalogue = plant(
        CourseIndexPage,
        parent=home,
        key="catalogue",
        show_in_menus=True,
        fields=lambda code: _index(words, code),
    )
    for path in sorted((CONTENT / "courses").glob("*.toml")):
        _course_page(tomllib.loads(path.read_text()), parent=catalogue, words=words)
    for told in _read("pages.toml")["pages"]:
        _information_page(told, parent=home)
    Site.clear_site_root_paths_cache()
    transaction.on_commit(partial(forget_copied_addresses, since=began))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text())


def _course(told: dict[str, Any]) -> Course:
    names = {f"{field}_{code}": told[field][code] for field in ("title", "summary") for code in told[field]}
    course, _made = Course.objects.get_or_create(code=told["code"], defaults=names | FACTS[told["code"]])
    return course


# --- the pages ---------------------------------------------------------------------------------


def _home_page(words: dict[str, Any]) -> HomePage:
    root = Page.get_first_root_node()
    return plant(HomePage, parent=root, key="home", fields=lambda code: _home(words, code))


def _home(words: dict[str, Any], code: str) -> dict[str, Any]:
    told = {name: value[code] for name, value in words.items() if code in value}
    promises = [
        {"icon": icon, "title": told[f"promise_{number}_title"], "text": told[f"promise_{number}_text"]}
        for number, icon in enumerate(PROMISE_ICONS, start=1)
    ]
    steps = [{"title": told[f"step_{n}_title"], "text": told[f"step_{n}_text"]} for n in (1, 2, 3)]
    body = [
        _block("home", "promises", {"heading": "", "promises": _items("home/promises", promises)}),
        _block("home", "upcoming_runs", {"heading": words["catalogue"]["upcoming_title"][code], "number": 4}),
        _block("home", "steps", {"heading": told["how_title"], "steps": _items("home/steps", steps)}),
        _block("home", "section", {"heading": told["who_title"], "text": _rich(told["who_text"])}),
        _block(
            "home",
            "reassurance",
            {
                "title": told["reassurance_title"],
                "text": _rich(told["reassurance_text"]),
                "phone": "71 784 96 06",
            },
        ),
    ]
    return {
        "title": "Krok",
        "slug": code,
        "seo_title": told["title"],
        "search_description": told["search_description"],
        "headline": told["title"],
        "lead": told["lead"],
        "courses_label": told["courses_link"],
        "body": body,
    }


def _index(words: dict[str, Any], code: str) -> dict[str, Any]:
    told = words["catalogue"]
    return {name: told[name][code] for name in ("title", "slug", "lead", "search_description")}


def _course_page(told: dict[str, Any], *, parent: PublicPage, words: dict[str, Any]) -> None:
    course = _course(told)

    def fields(code: str) -> dict[str, Any]:
        return _told(told, code, heading=words["catalogue"]["questions_title"][code]) | {"course": course}

    plant(CoursePage, parent=parent, key=told["code"], fields=fields)


def _information_page(told: dict[str, Any], *, parent: PublicPage) -> None:
    plant(
        InformationPage,
        parent=parent,
        key=told["key"],
        show_in_menus=True,
        fields=lambda code: _told(told, code),
    )


def _told(told: dict[str, Any], code: str, *, heading: str = "") -> dict[str, Any]:
    """Title, lead and body of a page in one language."""
    key = told.get("code") or told["key"]
    body = [
        _block(
            f"{key}/{number}",
            "section",
            {
                "heading": section["heading"][code],
                "text": _rich(section.get("text", {}).get(code, ""), section.get("items", {}).get(code, ())),
            },
        )
        for number, section in enumerate(told.get("sections", ()))
    ]
    if questions := told.get("questions"):
        asked = [
            {"question": one["question"][code], "answer": _rich(one["answer"][code])} for one in questions
        ]
        body.append(
            _block(key, "questions", {"heading": heading, "questions": _items(f"{key}/questions", asked)})
        )
    names = ("title", "slug", "search_description", "lead")
    return {name: told[name][code] for name in names} | {"body": body}


# --- their pieces ------------------------------------------------------------------------------


def _block(key: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """A block whose identifier is the same in every language: by it a translator's string finds its place."""
    return {"type": kind, "value": value, "id": str(uuid.uuid5(IDENTIFIERS, f"{key}/{kind}"))}


def _items(key: str, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [_block(f"{key}/{number}", "item", value) for number, value in enumerate(values)]


def _rich(text: str, items: tuple[str, ...] | list[str] = ()) -> str:
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n") if part.strip()]
    html = format_html_join("", "<p>{}</p>", ((part,) for part in paragraphs))
    if items:
        html += format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))
    return html


# --- the house ---------------------------------------------------------------------------------


def _open_site(home: HomePage) -> None:
    """Put the site on our home page, and take away the welcome page that Wagtail starts with."""
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


def _house_facts(words: dict[str, Any]) -> None:
    if HouseFacts.objects.exists():
        return
    named = {
        "about": "footer_about",
        "organiser": "footer_organiser",
        "opening_hours": "footer_hours",
        "phone_line": "footer_phone",
        "funder": "footer_funder",
        "emergency": "footer_emergency",
    }
    texts = {
        f"{field}_{code}": words[name][code] for field, name in named.items() for code in (SOURCE, *TARGETS)
    }
    HouseFacts.objects.create(**texts, email="sekretariat@mops.wroclaw.pl", phone="71 784 96 06")
