"""A leaflet on paper: readable by people, cameras and screen readers, in every size, never running over."""

import io

import pypdf
import pytest
import zxingcpp
from PIL import Image

from cms.leaflets.paper import NotEasyYet, _data, fits, pages_of, render
from cms.leaflets.printing import content_of
from lms.web.pdf import render_pictures

SIZES = ("a4", "a5", "folded")
MILLIMETRES = 72 / 25.4
SHAPES = {"a4": (210, 297), "a5": (148, 210), "folded": (297, 210)}


def words_of(pdf):
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("\u00a0", " ").split())


def long_body(parts):
    text = "<p>" + "Sąd wyznacza opiekuna na wniosek, a sprawa nic nie kosztuje. " * 6 + "</p>"
    return [{"type": "section", "value": {"heading": f"Część {n}", "text": text}} for n in range(parts)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("easy", [False, True], ids=["full", "easy"])
def test_it_is_tagged_titled_and_in_its_language(leaflet, size, easy):
    paper = pypdf.PdfReader(io.BytesIO(render(leaflet, format=size, easy=easy)))

    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "pl"
    assert paper.metadata.title == "Opiekun"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("size", SIZES)
def test_it_has_the_size_of_its_paper(leaflet, size):
    page = pypdf.PdfReader(io.BytesIO(render(leaflet, format=size))).pages[0]

    measured = (page.mediabox.width / MILLIMETRES, page.mediabox.height / MILLIMETRES)

    assert tuple(map(round, map(float, measured))) == SHAPES[size]


@pytest.mark.parametrize("size", SIZES)
def test_polish_and_ukrainian_letters_are_on_it(leaflet, size):
    words = words_of(render(leaflet, format=size))

    assert "Źdźbło żółci, ґанок і їжак." in words
    assert "71 784 96 06" in words


def test_each_language_has_its_own_paper(leaflets):
    pages = leaflets.publish()
    pages["uk"].title = "Опікун"
    pages["uk"].save_revision().publish()

    assert "Опікун" in words_of(render(pages["uk"], format="a4"))
    assert "Opiekun" in words_of(render(pages["pl"], format="a4"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("easy", [False, True], ids=["full", "easy"])
def test_a_camera_reads_the_code_from_the_paper(leaflet, settings, size, easy):
    settings.SITE_ADDRESS = "https://krok.mops.wroclaw.pl"
    content = content_of(leaflet) | {"version_line": "Wersja 1", "language": "uk"}

    pictures = render_pictures(f"leaflet_{size}", _data(content, easy=easy), ppi=150)

    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(pictures[0])))
    assert [code.text for code in found] == [f"https://krok.mops.wroclaw.pl/l/{leaflet.code}?lang=uk"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("parts", [1, 6, 14, 40])
def test_no_word_is_lost_however_much_there_is(leaflets, size, parts):
    page = leaflets.publish(languages=("pl",), body=long_body(parts))["pl"]

    words = words_of(render(page, format=size))

    assert [f"Część {number}" in words for number in range(parts)] == [True] * parts
    assert words.count("nic nie kosztuje.") == parts * 6


@pytest.mark.parametrize("parts", [6, 40])
def test_nothing_is_printed_into_the_margin(leaflets, parts):
    """The edges stay white, but for the marks of the folds and the ground of the cover."""
    page = leaflets.publish(languages=("pl",), body=long_body(parts))["pl"]

    content = content_of(page) | {"version_line": "Wersja 1"}
    for size in SIZES:
        _first, *inner = render_pictures(f"leaflet_{size}", _data(content, easy=False), ppi=72)
        for picture in inner:
            drawn = Image.open(io.BytesIO(picture)).convert("L")
            foot = drawn.crop((0, drawn.height - 14, drawn.width // 5, drawn.height))
            side = drawn.crop((drawn.width - 14, 0, drawn.width, drawn.height))
            assert (foot.getextrema(), side.getextrema()) == ((255, 255), (255, 255))


def test_it_says_whether_it_fits_on_one_sheet(leaflets):
    short = leaflets.publish(languages=("pl",))["pl"]
    long = leaflets.publish(languages=("pl",), body=long_body(40), title="Długa", slug="dluga")["pl"]

    assert [fits(short, size) for size in SIZES] == [True, True, True]
    assert [fits(long, size) for size in SIZES] == [False, False, False]
    assert pages_of(content_of(long) | {"version_line": ""}, format="folded") > 2


def test_pages_are_counted_as_they_are_printed(leaflets):
    page = leaflets.publish(languages=("pl",), body=long_body(14))["pl"]
    content = page.editions.get().content

    said = {size: pages_of(content, format=size) for size in SIZES}

    printed = {size: len(pypdf.PdfReader(io.BytesIO(render(page, format=size))).pages) for size in SIZES}
    assert said == printed


def test_without_easy_words_there_is_no_easy_paper(leaflets):
    page = leaflets.publish(languages=("pl",))["pl"]

    with pytest.raises(NotEasyYet):
        render(page, format="a4", easy=True)
