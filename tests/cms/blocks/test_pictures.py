"""A picture weighs as little as the screen needs, never moves the text while it loads, and has its words.

Somebody who cannot see it hears what it shows, in the language of the page; a decoration is passed over in
silence.
"""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.models import InformationPage
from tests.factories.files import PictureFactory, drawn

SHOW = "{% load pictures %}{% picture shown shape first=first %}"


@pytest.fixture
def picture(db):
    return PictureFactory()


def test_a_picture_comes_in_three_formats_and_many_widths(written, picture):
    page = written(SHOW, shown=picture, shape="text", first=False)

    assert [source["type"] for source in page.find_all("source")] == ["image/avif", "image/webp"]
    assert all(source["srcset"].count("w") >= 3 for source in page.find_all("source"))
    assert page.img["src"].endswith(".jpg")


def test_its_place_is_kept_free_while_it_loads(written, picture):
    image = written(SHOW, shown=picture, shape="banner", first=False).img

    assert int(image["width"]) / int(image["height"]) == pytest.approx(21 / 9, abs=0.02)


def test_only_the_first_picture_is_fetched_before_readers_scroll(written, picture):
    first = written(SHOW, shown=picture, shape="banner", first=True).img
    later = written(SHOW, shown=picture, shape="banner", first=False).img

    assert (first.get("loading"), first["fetchpriority"]) == (None, "high")
    assert (later["loading"], later.get("fetchpriority")) == ("lazy", None)


def test_a_small_picture_is_not_blown_up(written, db):
    small = PictureFactory(file=drawn(300, 200))

    sources = written(SHOW, shown=small, shape="text", first=False).find_all("source")

    assert [source["srcset"].split()[-1] for source in sources] == ["300w", "300w"]


def test_what_matters_in_a_picture_stays_in_it_when_it_is_cut(written, db):
    paper = Image.new("RGB", (1600, 400), "white")
    paper.paste("black", (1500, 100, 1600, 300))
    file = BytesIO()
    paper.save(file, "PNG")
    marked = PictureFactory(
        file=ImageFile(BytesIO(file.getvalue()), name="marked.png"),
        focal_point_x=1550,
        focal_point_y=200,
        focal_point_width=100,
        focal_point_height=200,
    )

    address = written(SHOW, shown=marked, shape="face", first=False).img["src"]

    with default_storage.open(address.removeprefix("/media/")) as cut:
        darkest, _lightest = Image.open(cut).convert("L").getextrema()
    assert darkest < 30


def test_a_picture_speaks_the_language_of_the_page(written, picture):
    spoken = {
        language: written(SHOW, language=language, shown=picture, shape="card", first=False).img["alt"]
        for language in ("pl", "uk", "en")
    }

    assert spoken == {"pl": "Kamienie w rzece", "uk": "Камені в річці", "en": "Stones in a river"}


def test_the_name_of_a_file_is_never_read_out(written, db):
    nameless = PictureFactory(description_pl="", description_uk="", description_en="")

    assert written(SHOW, shown=nameless, shape="card", first=False).img["alt"] == ""


def test_a_page_without_a_picture_shows_none(written):
    assert written(SHOW, shown=None, shape="card", first=False).find(True) is None


def test_a_picture_whose_file_is_lost_leaves_no_hole(written, picture):
    picture.file.storage.delete(picture.file.name)

    assert written(SHOW, shown=picture, shape="card", first=False).find(True) is None


def test_a_picture_without_words_is_refused_and_told_what_to_do(block, picture):
    image = block("image")
    silent = {"picture": {"image": picture, "alt_text": "", "decorative": False}, "caption": ""}

    with pytest.raises(StructBlockValidationError) as refused:
        image.clean(image.normalize(silent))

    inner = refused.value.block_errors["picture"].block_errors["alt_text"]
    assert isinstance(inner, ValidationError)
    assert "decoration" in str(inner.message) or "ozdob" in str(inner.message)


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        ({"alt_text": "Most nad Odrą", "decorative": False}, "Most nad Odrą"),
        ({"alt_text": "", "decorative": True}, ""),
        ({"alt_text": "Most nad Odrą", "decorative": True}, ""),
    ],
)
def test_a_picture_says_its_words_and_a_decoration_says_nothing(block, shown, picture, given, heard):
    value = {"picture": {"image": picture, **given}, "caption": "Jesień"}

    image = block("image")
    image.clean(image.normalize(value))

    assert shown("image", value).img["alt"] == heard


def test_three_pictures_of_a_page_cost_as_many_queries_as_one(site, django_assert_num_queries):
    def with_pictures(number):
        value = {"alt_text": "Rzeka", "decorative": False}
        body = [
            {"type": "image", "value": {"picture": {"image": PictureFactory().pk, **value}, "caption": ""}}
            for _picture in range(number)
        ]
        page = site.add(InformationPage, languages=("pl",), title=f"Strona {number}", body=body)[0]
        InformationPage.objects.get(pk=page.pk).body.render_as_block()
        return InformationPage.objects.get(pk=page.pk)

    one, three = with_pictures(1), with_pictures(3)

    with django_assert_num_queries(1):
        one.body.render_as_block()
    with django_assert_num_queries(1):
        three.body.render_as_block()
