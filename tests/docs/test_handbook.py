"""The handbooks: their links and pictures are there, and their words are those on the screen."""

import re
from functools import cache
from pathlib import Path

import django
import polib
import pytest
import wagtail
import wagtail_localize
from PIL import Image

DOCS = Path(__file__).resolve().parents[2] / "docs"
HANDBOOK = DOCS / "podrecznik-redaktora"
ALBUM = HANDBOOK / "obrazki"
HANDBOOKS = sorted(DOCS.glob("podrecznik-*"))
PAGES = sorted(page for handbook in HANDBOOKS for page in handbook.glob("*.md"))

WIDEST = 1200
HEAVIEST = 2_500_000
CATALOGUES = [
    DOCS.parent / "locale",
    *(Path(package.__file__).parent for package in (wagtail, wagtail_localize, django)),
]
LANGUAGES = {"Polski", "Українська", "English"}
WRITTEN_IN = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def links(page, *, pictures=False):
    """Where the links of a page lead, or what its pictures are, without addresses elsewhere."""
    found = re.findall(r"(!?)\[[^\]]+\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    return [target for mark, target in found if bool(mark) is pictures and "://" not in target]


def words_in_bold(page):
    return re.findall(r"\*\*([^*\n]+)\*\*", page.read_text(encoding="utf-8"))


@cache
def polish():
    """What the panel says in Polish: whole texts, and those in which something is written."""
    whole, partly = set(LANGUAGES), []
    for folder in CATALOGUES:
        for file in folder.glob("**/pl/LC_MESSAGES/django*.po"):
            for entry in polib.pofile(str(file)):
                for said in (entry.msgstr, *entry.msgstr_plural.values()):
                    parts = WRITTEN_IN.split(said)
                    if len(parts) == 1:
                        whole.add(said.strip())
                    elif len(re.sub(r"\W", "", "".join(parts))) > 5:
                        partly.append(re.compile(".+".join(re.escape(part) for part in parts)))
    return whole, partly


def is_said(words):
    whole, partly = polish()
    spelt = {words, words[0].lower() + words[1:]}
    return bool(spelt & whole) or any(one.fullmatch(words) for one in partly)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_links_of_a_page_lead_somewhere(page):
    broken = [target for target in links(page) if not (page.parent / target).is_file()]

    assert broken == []


@pytest.mark.parametrize("handbook", HANDBOOKS, ids=lambda handbook: handbook.name)
def test_every_page_stands_in_the_table_of_contents(handbook):
    index = handbook / "README.md"
    listed = links(index)

    assert sorted(listed) == sorted(page.name for page in handbook.glob("*.md") if page != index)


def test_every_picture_is_there_and_every_picture_is_shown():
    shown = {target for page in PAGES for target in links(page, pictures=True)}

    assert sorted(shown) == sorted(f"obrazki/{picture.name}" for picture in ALBUM.iterdir())


def test_pictures_are_small():
    widths = {picture.name: Image.open(picture).width for picture in ALBUM.iterdir()}
    weight = sum(picture.stat().st_size for picture in ALBUM.iterdir())

    assert {name for name, width in widths.items() if width > WIDEST} == set()
    assert weight < HEAVIEST


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_words_in_bold_are_what_the_panel_says(page):
    unknown = [words for words in words_in_bold(page) if not (is_said(words) or is_said(words.rstrip(".:")))]

    assert unknown == []


def test_every_handbook_is_named_where_people_begin_to_read():
    readme = links(DOCS.parent / "README.md")

    assert sorted(handbook for handbook in readme if "/podrecznik-" in handbook) == [
        f"docs/{handbook.name}/README.md" for handbook in HANDBOOKS
    ]
