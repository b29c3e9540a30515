"""What a block needs is asked for in words, and what it shows works for everyone."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlockValidationError

from cms.blocks.table import CaptionedTableBlock
from cms.models import InformationPage, Office, OfficePage
from tests.factories.courses import CourseFactory
from tests.factories.files import PaperFactory, VideoFactory

TABLE = {
    "caption": "Godziny",
    "columns": [{"type": "text", "heading": "Dzień"}, {"type": "number", "heading": "Godziny"}],
    "rows": [{"values": ["Poniedziałek", "8–15"]}, {"values": ["Czwartek", "8–16.30"]}],
}


def test_a_table_says_what_it_is_about_and_heads_its_columns_and_rows(shown):
    page = shown("table", {"table": TABLE, "note": ""})

    assert page.caption.get_text() == "Godziny"
    assert [cell.get_text() for cell in page.find_all("th", scope="col")] == ["Dzień", "Godziny"]
    assert [cell.get_text() for cell in page.find_all("th", scope="row")] == ["Poniedziałek", "Czwartek"]


def test_a_wide_table_can_be_moved_with_a_keyboard(shown):
    frame = shown("table", {"table": TABLE, "note": ""}).find(class_="table-frame")

    assert (frame["role"], frame["tabindex"], frame["aria-label"]) == ("region", "0", "Godziny")


@pytest.mark.parametrize(
    "lacking",
    [
        {"caption": " "},
        {"columns": [{"type": "text", "heading": "Dzień"}, {"type": "number", "heading": ""}]},
        {"rows": []},
    ],
)
def test_a_table_without_caption_headings_or_rows_is_refused_in_words(lacking):
    table = CaptionedTableBlock()

    with pytest.raises(TypedTableBlockValidationError) as refused:
        table.clean(table.normalize(TABLE | lacking))

    assert len(refused.value.non_block_errors) == 1


def test_a_translator_gets_every_text_of_a_table_and_its_shape_stays():
    table = CaptionedTableBlock()
    segments = table.get_translatable_segments(table.normalize(TABLE))
    for segment in segments:
        segment.string.data = f"[{segment.string.data}]"

    translated = table.restore_translated_segments(table.normalize(TABLE), segments)

    assert translated.caption == "[Godziny]"
    assert [column["heading"] for column in translated.columns] == ["[Dzień]", "[Godziny]"]
    assert [row["values"] for row in translated.row_data] == [
        ["[Poniedziałek]", "[8–15]"],
        ["[Czwartek]", "[8–16.30]"],
    ]


def test_a_video_is_not_fetched_before_it_is_started_and_has_captions_in_each_language(shown, db):
    film = shown(
        "video", {"video": VideoFactory(), "heading": "Pierwsza wizyta", "text": ""}, language="uk"
    ).video

    assert film["preload"] == "none"
    assert film.has_attr("controls")
    assert not film.has_attr("autoplay")
    assert [(track["srclang"], track.has_attr("default")) for track in film.find_all("track")] == [
        ("pl", False),
        ("uk", True),
    ]


def test_what_is_said_in_a_video_can_be_read(shown, db):
    page = shown("video", {"video": VideoFactory(), "heading": "", "text": ""})

    assert page.details.find(class_="details__body").get_text(strip=True) == "Dzień dobry."


def test_a_document_says_its_kind_size_and_language_before_it_is_opened(shown, db):
    card = shown("document", {"document": PaperFactory(language="uk"), "text": "Do wypełnienia"})

    told = card.get_text(" ", strip=True)
    assert "PDF" in told
    assert "234" in told
    assert card.find("span", string="Українська")["lang"] == "uk"
    assert card.a["href"].startswith("/documents/")


CALL = {"title": "", "text": "", "label": "Zobacz", "kind": "next"}


@pytest.mark.parametrize("both", [True, False])
def test_a_button_leads_to_one_place_and_says_so_when_it_has_none_or_two(block, site, both):
    button = block("cta")
    goal = {"page": site.homes["pl"].pk, "address": "https://example.org/"} if both else {}

    with pytest.raises(StructBlockValidationError) as refused:
        button.clean(button.to_python(CALL | goal))

    assert list(refused.value.block_errors) == ["page"]


def test_a_button_leads_readers_to_the_page_in_their_language(shown, site):
    polish = site.add_information(title="Kontakt")[0]
    addresses = {
        language: shown("cta", CALL | {"page": polish}, language=language).a["href"]
        for language in ("pl", "uk", "en")
    }

    assert addresses == {"pl": "/pl/kontakt/", "uk": "/uk/kontakt/", "en": "/en/kontakt/"}


def test_where_a_page_is_not_translated_the_button_leads_to_the_one_there_is(shown, site):
    polish = site.add_information(languages=("pl",))[0]

    assert shown("cta", CALL | {"page": polish}, language="en").a["href"] == "/pl/kontakt/"


def test_a_button_to_a_confidential_course_is_not_shown(shown, site):
    page = site.tell_of(CourseFactory(confidential=True))

    assert shown("cta", CALL | {"page": page}).find(True) is None


def test_a_contact_can_be_called_and_written_to_with_one_touch(shown):
    card = shown(
        "contact_card",
        {
            "name": "Zespół",
            "phone": "71 784 96 06",
            "email": "zespol@example.org",
            "languages": ["uk", "pl"],
            "hours": "7.30–15.30",
        },
        language="en",
    )

    assert [link["href"] for link in card.find_all("a")] == ["tel:+48717849606", "mailto:zespol@example.org"]
    assert "Ukrainian, Polish" in card.get_text()


def test_a_contact_leads_to_the_office_in_the_readers_language(shown, site):
    office = Office.objects.create(code="strzegomska", name="Strzegomska", street="ul. Strzegomska 6")
    site.add(OfficePage, title="Ulica Strzegomska", office=office)

    card = shown("contact_card", {"name": "Zespół", "office": "strzegomska"}, language="uk")

    assert (card.a["href"], card.a.get_text()) == ("/uk/ulica-strzegomska/", "Ulica Strzegomska")


def test_loading_a_page_does_not_ask_for_the_choices_of_its_blocks(site, django_assert_num_queries):
    value = {"heading": "Terminy", "number": 3, "activity": "3", "language": "uk"}
    body = [{"type": "upcoming_runs", "value": value}]
    page = site.add(InformationPage, languages=("pl",), title="Terminy", body=body)[0]
    page = InformationPage.objects.get(pk=page.pk)

    with django_assert_num_queries(0):
        assert page.body[0].value["activity"] == "3"


def test_folded_parts_open_without_a_script(shown):
    parts = [{"title": f"Część {number}", "text": "<p>Treść</p>"} for number in (1, 2)]
    page = shown("accordion", {"heading": "Papiery", "parts": parts})

    assert [part.summary.get_text(strip=True) for part in page.find_all("details")] == ["Część 1", "Część 2"]


def test_a_quotation_says_whose_words_they_are(shown):
    page = shown("quotation", {"text": "Dziękuję.", "who": "Olena", "role": "opiekunka"})

    assert page.figure.blockquote.get_text(strip=True) == "Dziękuję."
    assert page.figcaption.get_text(" ", strip=True) == "Olena , opiekunka"
