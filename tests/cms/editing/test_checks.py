"""Each check finds what readers stumble over, says where, and is silent where there is nothing to say."""

import pytest
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object

from cms.editing.checks import CHECKS, Level, checks_of, warnings_on
from cms.models import LeafletIndexPage, LeafletPage, NewsIndexPage, NewsPage, Picture
from tests.cms.editing.test_readability import EASY, HARD


@pytest.fixture(autouse=True)
def _an_editor_who_reads_english():
    with translation.override("en"):
        yield


def section(text, heading="Dla kogo"):
    return {"type": "section", "value": {"heading": heading, "text": text}}


def write(page, *blocks, **fields):
    """Type into a page, without saving."""
    page.body = [section(f"<p>{EASY['pl']}</p>"), *blocks]
    for name, value in fields.items():
        setattr(page, name, value)
    return page


@pytest.fixture
def good(site, settings):
    """A page in three languages that leaves nothing to be desired."""
    page = site.add_information(search_description="Jak nas znaleźć.")[0]
    page.body = [section(f"<p>{EASY['pl']}</p>")]
    page.save()
    return page


def messages(page):
    return [str(remark.message) for remark in checks_of(page)]


def only(page):
    (remark,) = checks_of(page)
    return remark


def test_a_good_page_is_left_in_peace(good):
    assert checks_of(good) == []


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        (None, "A picture has no description."),
        ('alt="IMG_2034.JPG"', "The description of a picture looks like the name of a file."),
        ('alt="dzieci_na_placu"', "The description of a picture looks like the name of a file."),
        ('alt="Zdjęcie dzieci"', "The description of a picture begins by saying that it is a picture."),
        (f'alt="{"Dzieci " * 40}"', "The description of a picture is very long."),
    ],
)
def test_a_picture_is_described_in_words(good, monkeypatch, alt, message):
    monkeypatch.setattr(
        "wagtail.rich_text.expand_db_html", lambda html: html
    )  # the picture stands in the text as it is
    page = write(good, section(f"<p><img src='/a.jpg' {alt or ''}></p>", heading="Obraz"))

    remark = only(page)

    assert remark.message == message
    assert remark.where == "Section: “Obraz”"


def test_decoration_and_a_good_description_are_fine(good):
    text = "<p><img src='/a.jpg' alt=''><img src='/b.jpg' alt='Dzieci na placu zabaw'></p>"

    assert checks_of(write(good, section(text))) == []


def test_a_lead_picture_is_described_in_the_language_of_the_page(site):
    index = site.homes["uk"].add_child(
        instance=NewsIndexPage(title="Новини", slug="novyny", locale=site.homes["uk"].locale)
    )
    picture = Picture(title="Piknik", description_pl="Rodziny przy stole", width=1, height=1)
    news = NewsPage(title="Пікнік", lead="Запрошуємо.", picture=picture, locale=index.locale)

    assert "The picture “Piknik” has no description in the language of this page." in messages(news)

    picture.description_uk = "Родини за столом"

    assert not any("Piknik" in message for message in messages(news))


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<h2>Pierwszy</h2><h3>Drugi</h3><h2>Trzeci</h2>", None),
        ("<h2>Pierwszy</h2><h4>Za daleko</h4>", "A heading skips a level."),
        ("<h3> </h3>", "A heading is empty."),
    ],
)
def test_headings_go_down_step_by_step(good, html, message):
    found = checks_of(write(good, section(html)))

    assert [str(remark.message) for remark in found] == ([message] if message else [])


@pytest.mark.parametrize(
    "words", ["tutaj", "Kliknij tutaj!", "Więcej…", "тут", "Детальніше", "here", "Read more →"]
)
def test_a_link_says_where_it_leads(good, words):
    remark = only(write(good, section(f"<p><a href='https://example.org/a'>{words}</a></p>")))

    assert remark.message == "A link does not say where it leads."
    assert remark.level is Level.IMPORTANT
    assert remark.quotes == (words,)


@pytest.mark.parametrize("words", ["https://example.org/a/b", "www.mops.wroclaw.pl", "mops.wroclaw.pl/pomoc"])
def test_a_bare_address_is_no_name(good, words):
    remark = only(write(good, section(f"<p><a href='https://example.org/a'>{words}</a></p>")))

    assert remark.message == "A link shows its address instead of words."


def test_an_address_to_write_to_is_a_name(good):
    assert checks_of(write(good, section("<p><a href='mailto:a@example.org'>a@example.org</a></p>"))) == []


def test_two_links_of_the_same_words_lead_to_the_same_place(good):
    same = "<p><a href='https://a.org/'>Regulamin</a> i <a href='https://a.org/'>regulamin</a></p>"
    other = "<p><a href='https://a.org/'>Regulamin</a> i <a href='https://b.org/'>regulamin</a></p>"

    assert checks_of(write(good, section(same))) == []
    assert only(write(good, section(other))).message == "Links with the same words lead to different places."


def test_a_link_to_a_page_that_is_gone_or_not_published_is_a_dead_end(good, site):
    hidden = site.add_information(languages=("pl",), title="Wkrótce", slug="wkrotce", live=False)[0]
    gone = '<p><a linktype="page" id="999999">Dawna strona</a></p>'
    early = f'<p><a linktype="page" id="{hidden.pk}">Wkrótce</a></p>'

    assert only(write(good, section(gone))).message == "A link leads nowhere: its page or file is gone."
    assert only(write(good, section(early))).message == "It leads to “Wkrótce”, which is not published."


def test_a_hard_text_is_told_with_its_hardest_sentences(good):
    good.body = [section(f"<p>{HARD['pl']}</p>")]

    remark = only(good)

    assert remark.message == "The text is hard to read."
    assert remark.level is Level.IMPORTANT
    assert len(remark.quotes) == 3
    assert "rozporządzenia" in remark.quotes[0]


def test_the_easy_version_has_short_sentences(good):
    good.easy_read = [section("<p>" + "słowo " * 16 + ". Krótko.</p>")]

    remark = only(good)

    assert remark.message == "1 sentence of the easy-to-read version is long."


def test_a_page_without_a_description_for_search_is_told_so(good):
    assert only(write(good, search_description="")).message == (
        "The page has no description for search engines."
    )
    assert only(write(good, search_description="Opis " * 40)).message == (
        "The description for search engines is too long to be shown whole."
    )


@pytest.mark.parametrize("words", ["Doznajesz przemocy?", "Насильство в родині", "Domestic violence"])
def test_a_page_that_speaks_of_violence_can_be_left_quickly(good, words):
    page = write(good, section(f"<p>{words}</p>"))

    assert only(page).message == "The page speaks of violence, and has no “Leave quickly”."
    assert checks_of(write(page, section(f"<p>{words}</p>"), is_sensitive=True)) == []


def test_languages_in_which_the_page_is_missing_or_hidden_are_named(site):
    page = site.add_information(languages=("pl", "uk"), search_description="Opis.")[0]
    page.get_translations().get(locale__language_code="uk").unpublish()

    assert messages(page) == [
        "The page does not exist in English.",
        "The page is not published in Ukrainian.",
    ]


@pytest.fixture
def translated(site, django_capture_on_commit_callbacks):
    """A page that was sent for translation, and published as it came back: untranslated."""
    page = site.add_information(languages=("pl",), search_description="Opis.")[0]
    page.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(page, [Locale.objects.get(language_code=code) for code in ("uk", "en")])
        for target in TranslationSource.objects.get(object_id=page.translation_key).translations.all():
            target.save_target(publish=True)
    return type(page).objects.get(pk=page.pk)


def test_texts_that_wait_for_their_translation_are_counted_on_both_sides(translated):
    english = translated.get_translations().get(locale__language_code="en").specific

    assert [message for message in messages(translated) if "translated" in message] == [
        "6 texts are not translated in Ukrainian.",
        "6 texts are not translated in English.",
    ]
    assert "6 texts of this page are still in the language it was translated from." in messages(english)


def test_what_has_to_be_translated_afterwards_does_not_stand_in_the_way(good):
    TranslationSource.get_or_create_from_instance(good)
    good.has_unpublished_changes = True

    remark = only(good)

    assert remark.message == "What you change here has to be translated in Ukrainian and in English."
    assert warnings_on(good) == []


@pytest.fixture
def leaflet(site, good):
    home = site.homes["uk"]
    index = home.add_child(instance=LeafletIndexPage(title="Буклети", slug="buklety", locale=home.locale))
    return index.add_child(
        instance=LeafletPage(title="Буклет", slug="buklet", lead="Ласкаво просимо.", locale=home.locale)
    )


def test_the_qr_of_a_leaflet_leads_to_a_page_that_is_there_in_its_language(leaflet, good):
    leaflet.leads_to = good
    assert not any("QR" in message for message in messages(leaflet))

    good.get_translations().get(locale__language_code="uk").unpublish()
    assert "Its QR leads to “Kontakt”, which does not exist in the language of the leaflet." in messages(
        leaflet
    )

    good.unpublish()
    assert "Its QR leads to “Kontakt”, which is not published." in messages(leaflet)


def test_a_leaflet_fits_on_the_paper_it_is_meant_for(leaflet):
    said = "The leaflet is too long for the paper it is best printed on."
    assert said not in messages(leaflet)

    leaflet.body = [section(f"<p>{EASY['uk']}</p>") for _copy in range(60)]

    assert said in messages(leaflet)


def test_a_check_that_fails_keeps_no_page_from_its_readers(good, monkeypatch, caplog):
    def check_nothing(page, content):
        raise ValueError

    monkeypatch.setattr("cms.editing.checks.CHECKS", (check_nothing, *CHECKS))

    assert only(write(good, search_description="")).message == (
        "The page has no description for search engines."
    )
    assert "check_nothing failed" in caplog.text


def test_a_block_that_cannot_be_drawn_yet_is_passed_over(good, monkeypatch):
    from cms.blocks.text import SectionBlock

    def fail(*args, **kwargs):
        raise ValueError

    monkeypatch.setattr(SectionBlock, "render", fail)

    assert checks_of(write(good, search_description="Opis.")) == []


def test_remarks_speak_the_editors_language_and_quote_the_pages(good):
    page = write(good, section("<p><a href='https://a.org'>tutaj</a></p>", heading="Gdzie"))

    with translation.override("pl"):
        remark = only(page)

    assert remark.where == "Sekcja: “Gdzie”"
    assert remark.quotes == ("tutaj",)
