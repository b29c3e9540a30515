"""Every page is put together from the same pieces, and each piece works for everyone.

Somebody with a screen reader hears what an icon only shows, a field says what went wrong beside itself,
and nothing in a page needs a script, an inline style or somebody else's server.
"""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from lms.web.templatetags.icons import icon
from lms.web.templatetags.typography import bind_short_words

TEMPLATES = settings.BASE_DIR / "templates"
STATIC = settings.BASE_DIR / "lms" / "web" / "static"
COMPONENTS = TEMPLATES / "components"


class Visit(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the document.")
    who = forms.ChoiceField(
        label="Who comes?", widget=forms.RadioSelect, choices=[("me", "I"), ("child", "A child")]
    )
    note = forms.CharField(label="A note", required=False)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def shown(component: str, **parameters: object) -> BeautifulSoup:
    return BeautifulSoup(render_to_string(f"components/{component}.html", parameters), "html.parser")


def test_an_icon_beside_a_text_is_silent_and_an_icon_alone_speaks():
    beside = BeautifulSoup(icon("calendar"), "html.parser").svg
    alone = BeautifulSoup(icon("check", "Present"), "html.parser").svg

    assert beside["aria-hidden"] == "true"
    assert (alone["role"], alone["aria-label"]) == ("img", "Present")


def test_every_icon_that_a_template_names_has_been_drawn():
    named = {
        name
        for template in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% icon "([a-z-]+)"', template.read_text())
    }

    drawn = {drawing.stem for drawing in (TEMPLATES / "icons").glob("*.svg")}

    assert named - drawn == set()


def test_a_field_says_its_hint_and_its_error_to_those_who_cannot_see_them():
    page = shown("field", field=Visit(data={})["name"])

    entry = page.find("input")
    described_by = [
        page.find(id=name).get_text(" ", strip=True) for name in entry["aria-describedby"].split()
    ]

    assert entry["aria-invalid"] == "true"
    assert described_by == ["As in the document.", "Error: This field is required."]
    assert page.find("label", attrs={"for": entry["id"]}).get_text(strip=True) == "Name"


def test_choices_are_asked_as_one_question():
    page = shown("field", field=Visit()["who"])

    assert page.fieldset.legend.get_text(strip=True) == "Who comes?"
    assert [label["for"] for label in page.find_all("label")] == [
        entry["id"] for entry in page.find_all("input")
    ]


def test_the_one_question_of_a_page_is_its_heading():
    page = shown("field", field=Visit()["who"], as_heading=True)

    assert page.h1.get_text(strip=True) == "Who comes?"


def test_only_what_may_be_left_out_is_marked():
    form = Visit()

    assert "if you like" in shown("field", field=form["note"]).label.get_text()
    assert "if you like" not in shown("field", field=form["name"]).label.get_text()


def test_each_error_of_the_summary_leads_to_its_field():
    form = Visit(data={})
    page = BeautifulSoup(
        render_to_string("components/error_summary.html", {"form": form})
        + render_to_string("components/form_fields.html", {"form": form}),
        "html.parser",
    )

    targets = [link["href"].removeprefix("#") for link in page.select(".error-summary a")]

    assert [page.find(id=target).name for target in targets] == ["input", "input"]


def test_a_form_without_errors_has_no_summary():
    assert shown("error_summary", form=Visit()).get_text(strip=True) == ""


def test_a_full_run_offers_the_queue_and_says_which_run_it_is():
    page = shown("run_card", title="Tuesdays in May", seats_left=0, url="/book/1/")

    assert page.find("a").get_text(" ", strip=True) == "Join the queue Tuesdays in May"
    assert "Full" in page.find(class_="badge").get_text()


@pytest.mark.parametrize(("seats", "words"), [(1, "1 free place"), (5, "5 free places")])
def test_free_seats_are_counted_in_words(seats, words):
    assert shown("seats", seats_left=seats).get_text(strip=True) == words


def test_the_next_page_keeps_the_filters():
    page = shown("pagination", page=Paginator(range(50), 10).page(2), query=QueryDict("language=uk&page=2"))

    assert page.find("a", rel="next")["href"] == "?language=uk&page=3"


def test_progress_is_said_as_well_as_drawn():
    page = shown("progress", label="Your hours", value=9, total=12, text="9 of 12 hours")

    assert (page.progress["value"], page.progress["max"]) == ("9", "12")
    assert "9 of 12 hours" in page.get_text()


def test_leaving_quickly_works_as_a_plain_link_and_tells_nobody_where_from():
    page = shown("leave_quickly", url="https://example.org/")

    assert (page.a["href"], page.a["data-leads-to"]) == ("/leave/", "https://example.org/")
    assert "noreferrer" in page.a["rel"]
    assert page.details.summary


def test_what_people_wrote_is_shown_and_never_run():
    page = shown("card", title="<script>alert(1)</script>", text="a <b>", url="/x/")

    assert page.find("script") is None
    assert page.a.get_text() == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("text", "set_in_type"),
    [
        ("Polski z opieką i w domu", "Polski z\u00a0opieką i\u00a0w\u00a0domu"),
        ("Допомога у Вроцлаві", "Допомога у\u00a0Вроцлаві"),
        ("Крок за кроком — разом", "Крок за кроком\u00a0— разом"),
        ("A cat & a dog", "A\u00a0cat &amp; a\u00a0dog"),
    ],
)
def test_a_one_letter_word_stays_with_the_next(text, set_in_type):
    assert bind_short_words(text) == set_in_type


def test_the_table_of_components_is_complete():
    described = (COMPONENTS / "README.md").read_text()
    parts_of_others = {"field_hint", "field_error", "field_optional", "navigation", "nav_link", "footer"}

    missing = {
        partial.stem for partial in COMPONENTS.glob("*.html") if f"`{partial.stem}`" not in described
    } - parts_of_others

    assert missing == set()


def test_no_template_of_the_site_has_an_inline_style_or_script():
    inline = re.compile(
        r'\sstyle="|\son(?:click|change|submit|load|input|focus|key\w+)="|<style|<script(?![^>]*\bsrc=)',
        re.IGNORECASE,
    )
    pages = [path for path in TEMPLATES.rglob("*.html") if "messaging" not in path.parts]

    assert [str(path.relative_to(TEMPLATES)) for path in pages if inline.search(path.read_text())] == []


def _plays_packages(path):
    """Players of others' packages run on the packages' own origin, whose policy lets them ask nobody else."""
    return path.relative_to(STATIC).parts[:2] in {("vendor", "scorm-again"), ("vendor", "h5p-standalone")}


def test_what_we_serve_fetches_nothing_from_elsewhere():
    ours = [path for kind in ("*.js", "*.css") for path in STATIC.rglob(kind) if not _plays_packages(path)]
    # A name of a standard, and the page an error of the calendar's makers leads to, are fetched by nobody.
    elsewhere = re.compile(r"""["'`(]https?://(?!www\.w3\.org|svelte\.dev/e/|adlnet\.gov/expapi/)""")

    assert [path.name for path in ours if elsewhere.search(path.read_text())] == []


@pytest.mark.django_db
def test_every_component_can_be_seen_in_every_language(client):
    for language in ("pl", "uk", "en"):
        answer = client.get(reverse("demo:components"), headers={"accept-language": language})

        assert answer.status_code == 200
        assert BeautifulSoup(answer.content, "html.parser").html["lang"] == language


@pytest.mark.django_db
def test_letters_and_contrast_are_as_the_reader_chose(client):
    client.cookies.load({"krok_text": "larger", "krok_contrast": "more"})

    page = BeautifulSoup(client.get(reverse("demo:components")).content, "html.parser").html

    assert (page["data-text"], page["data-contrast"]) == ("larger", "more")


def test_the_frame_of_a_first_visit_is_light():
    """Sheet, scripts of every page and both halves of the typeface: under 42 of the 60 kB of a visit."""

    def packed(*paths: str) -> int:
        return sum(len(gzip.compress((STATIC / path).read_bytes())) for path in paths)

    weight = packed("krok/css/krok.css", "krok/js/krok.js", "krok/js/leave_quickly.js")
    weight += sum(
        (STATIC / f"vendor/nunito-sans/{half}.woff2").stat().st_size for half in ("latin", "cyrillic")
    )

    assert weight < 42_000


def test_every_copy_of_others_work_bears_its_licence_and_version():
    copies = [path for path in Path(STATIC, "vendor").iterdir() if path.is_dir()]

    assert {path.name for path in copies} == {
        "htmx",
        "barcode-detector",
        "event-calendar",
        "h5p-standalone",
        "lean-qr",
        "nunito-sans",
        "scorm-again",
    }
    assert all((path / "LICENSE").exists() and (path / "VERSION").exists() for path in copies)
