"""Everything an editor can put into a leaflet can be printed, whatever it is."""

import pytest

from cms.blocks import EASY_BLOCKS, LEAFLET_BLOCKS
from cms.leaflets.laying import LONGEST, Layout
from cms.leaflets.letters import printable, set_well, unprintable
from cms.leaflets.paper import render
from cms.leaflets.printing import PRINTERS, content_of, printed_blocks
from cms.leaflets.rich_text import pieces_of
from cms.leaflets.sentences import sentences
from tests.factories.files import PictureFactory


@pytest.mark.parametrize("name", sorted({name for name, _block in [*LEAFLET_BLOCKS, *EASY_BLOCKS]}))
def test_every_block_that_editors_are_offered_is_printed(name, leaflets):
    PictureFactory()
    block = dict([*LEAFLET_BLOCKS, *EASY_BLOCKS])[name]
    raw = {"type": name, "value": block.get_prep_value(block.get_preview_value())}

    page = leaflets.publish(languages=("pl",), body=[raw])["pl"]

    assert name in PRINTERS
    assert len(printed_blocks(page.body)) == 1
    assert render(page, format="a4").startswith(b"%PDF")


def test_rich_text_becomes_paragraphs_and_lists():
    pieces = pieces_of("<p>Sąd jest <b>bezpłatny</b>.<br/>Naprawdę.</p><ol><li>raz</li><li>dwa</li></ol>")

    assert pieces == [
        {
            "kind": "paragraph",
            "runs": [{"text": "Sąd jest "}, {"text": "bezpłatny", "bold": True}, {"text": "."}],
        },
        {"kind": "paragraph", "runs": [{"text": "Naprawdę."}]},
        {"kind": "list", "ordered": True, "items": [[{"text": "raz"}], [{"text": "dwa"}]]},
    ]


def test_the_address_of_a_link_is_printed_beside_its_words():
    told = pieces_of('<p>Więcej <a href="https://www.gov.pl/ua/">na stronie</a>.</p>')[0]["runs"]
    same = pieces_of('<p><a href="mailto:sekretariat@mops.wroclaw.pl">sekretariat@mops.wroclaw.pl</a></p>')
    long = pieces_of(f'<p><a href="https://example.org/{"x" * 60}">tu</a></p>')

    assert "".join(run["text"] for run in told) == "Więcej na stronie (www.gov.pl/ua)."
    assert [run["text"] for run in same[0]["runs"]] == ["sekretariat@mops.wroclaw.pl"]
    assert [run["text"] for run in long[0]["runs"]] == ["tu"]


def test_a_page_that_is_linked_is_printed_with_its_address(leaflets, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"
    contact, *_others = leaflets.site.add_information()

    (piece,) = pieces_of(f'<p><a linktype="page" id="{contact.pk}">Kontakt</a></p>')

    assert "".join(run["text"] for run in piece["runs"]) == "Kontakt (krok.example.org/pl/kontakt)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dziecko jest samo. Opiekun pomaga.", ["Dziecko jest samo.", "Opiekun pomaga."]),
        ("Przyjdź na ul. Strzegomską 6. Czekamy!", ["Przyjdź na ul. Strzegomską 6.", "Czekamy!"]),
        ("Sprawę prowadzi J. Kowalski. Zapytaj.", ["Sprawę prowadzi J. Kowalski.", "Zapytaj."]),
        ("Дитина сама. Їй потрібна мама?", ["Дитина сама.", "Їй потрібна мама?"]),
        ("„Bałam się.” Tak mówi Olena.", ["„Bałam się.”", "Tak mówi Olena."]),
        ("Jedno zdanie bez końca", ["Jedno zdanie bez końca"]),
    ],
)
def test_sentences_end_where_a_reader_would_say(text, found):
    assert list(sentences(text)) == found


def test_easy_words_stand_one_sentence_a_line(leaflet):
    units = Layout(easy=True).units(content_of(leaflet)["easy"])

    lines = ["".join(run["text"] for run in unit["runs"]) for unit in units if unit["kind"] == "paragraph"]
    assert lines == ["Dziecko przyjechało samo.", "Opiekun pomaga dziecku."]


def test_a_paragraph_without_end_is_printed_as_several_and_no_word_is_lost(leaflets):
    text = " ".join(f"To jest zdanie numer {number}." for number in range(200))
    body = [{"type": "section", "value": {"heading": "Długo", "text": f"<p>{text}</p>"}}]
    page = leaflets.publish(languages=("pl",), body=body)["pl"]

    _heading, *paragraphs = Layout(easy=False).units(content_of(page)["blocks"])

    lines = ["".join(run["text"] for run in unit["runs"]) for unit in paragraphs]
    assert " ".join(lines) == text
    assert max(map(len, lines)) <= LONGEST


def test_signs_without_a_drawing_are_left_out_and_named():
    assert printable("Zadzwoń 😀 dziś → 漢") == "Zadzwoń  dziś – "
    assert unprintable("Zadzwoń 😀 dziś → 漢") == "😀漢"
    assert unprintable("Źdźbło, ґанок, Wrocław – 12,50 zł № 1") == ""


def test_an_emoji_does_not_stop_a_leaflet(leaflets):
    page = leaflets.publish(languages=("pl",), title="Opiekun 😀", lead="漢 مرحبا")["pl"]

    assert render(page, format="a4").startswith(b"%PDF")


def test_what_belongs_together_is_not_torn_apart():
    assert set_well("Przyjdź z dzieckiem na ul. Długą, tel. 71 784 96 06, 7.30–15.30. Wyślij e-mail.") == (
        "Przyjdź z\u00a0dzieckiem na ul.\u00a0Długą, tel.\u00a071\u00a0784\u00a096\u00a006,"
        " 7.30\u2060–\u206015.30. Wyślij e-\u2060mail."
    )
