"""A reader types a word as she knows it, and finds what the house can do for her."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import PageViewRestriction

from cms.models import ContactPage, LeafletIndexPage, LeafletPage, OfficePage
from cms.remembering import VERSION_KEY
from tests.factories.courses import CourseFactory
from tests.factories.offices import OfficeFactory

ODD = [
    '"', "'", "'; DROP TABLE x; --", "* ^ AND OR NOT NEAR(", "title:opieka", "a:* & !b | (c", "%_\\", "\x00",
    "🙂", "   ", "<script>alert(1)</script>", "x" * 10_000, "ą " * 5_000, "0", "-1", "\u202e\ufeff",
]  # fmt: skip


def text_block(heading, text):
    return [{"type": "section", "value": {"heading": heading, "text": f"<p>{text}</p>"}}]


@pytest.fixture
def guardian(site):
    course = CourseFactory(
        code="OPIEK",
        title="Opiekun tymczasowy: sąd i świadczenia",
        title_uk="Тимчасовий опікун: суд і допомога",
        title_en="The temporary guardian: court and benefits",
    )
    page = site.tell_of(
        course, lead="Spokojnie o prawie.", body=text_block("Gdzie", "Sala im. Tarasa Szewczenki.")
    )
    for language, title in (("uk", course.title_uk), ("en", course.title_en)):
        translation = page.get_translation(site.homes[language].locale)
        translation.title = title
        translation.save()
    return page


def test_a_page_is_found_by_its_words_in_any_form_and_alphabet(guardian, found):
    written = ["świadczenia", "swiadczenia", "ŚWIADCZEŃ", "opiekuna", "sąd swiadczenia", "opiek"]
    spelt = ["Шевченко", "Shevchenko"]

    first = {asked: found(asked)[0] for asked in written + spelt}

    assert first == dict.fromkeys(written + spelt, "Opiekun tymczasowy: sąd i świadczenia")


def test_what_was_asked_stays_in_the_field_and_is_marked_in_what_was_found(guardian, ask):
    page = ask("szewczenko")

    assert page.select_one("#q")["value"] == "szewczenko"
    assert [mark.text for mark in page.select(".result p mark")] == ["Szewczenki"]
    assert page.select_one(".result__kind").text.strip() == "Kurs"


def test_the_title_weighs_more_than_the_lead_and_the_lead_more_than_the_text(site, found):
    text = "O rowerach i pogodzie. " * 5
    site.add_information(title="Trzecia", slug="c", lead="Nic.", body=text_block("Nic", f"{text} Namiot."))
    site.add_information(title="Druga", slug="b", lead="Namiot.", body=text_block("Nic", text))
    site.add_information(title="Namiot", slug="a", lead="Nic.", body=text_block("Nic", text))

    assert found("namiot") == ["Namiot", "Druga", "Trzecia"]


def test_a_word_of_another_language_finds_the_page_in_the_readers_own(guardian, found):
    assert found("опікун", language="en") == ["The temporary guardian: court and benefits"]
    assert found("benefits", language="uk") == ["Тимчасовий опікун: суд і допомога"]


def test_a_page_without_a_version_in_the_readers_language_is_shown_and_named_so(site, ask):
    site.add_information(title="Regulamin placu zabaw", slug="plac", languages=("pl",))

    page = ask("plac zabaw", language="en")

    result = page.select_one(".result")
    assert result.select_one(".result__title")["lang"] == "pl"
    assert "Polski" in result.select_one(".result__kind").text
    assert "another language" in page.select_one(".results").find_previous("p").text


def test_an_office_is_found_by_its_facts_and_by_what_they_become(site, found):
    facts = ["717849606", "71 784 96 06", "Namysłowska", "namyslowska 8", "karty rodzin"]
    office = OfficeFactory(
        code="karty", name="Karty dla rodzin", street="ul. Inna 1", phone="", town="Wrocław"
    )
    (contact, *_others) = site.add(ContactPage, title="Gdzie nas znaleźć", body=[])
    site.add(OfficePage, under=contact, title="Biuro kart", office=office, languages=("pl",))
    office.street, office.phone = "ul. Namysłowska 8", "71 784 96 06"
    office.save()

    told = {asked: sorted(found(asked)) for asked in facts}

    assert told == {asked: ["Biuro kart", "Gdzie nas znaleźć"] for asked in facts}


def test_a_leaflet_is_found_by_what_it_says(site, found):
    (index, *_others) = site.add(LeafletIndexPage, title="Ulotki")
    site.add(
        LeafletPage, under=index, title="Pieniądze na wyprawkę", lead="Trzysta złotych na plecak.", body=[]
    )

    assert found("plecaki") == ["Pieniądze na wyprawkę"]


def test_a_course_is_found_by_its_new_title_at_once(guardian, found):
    guardian.course.summary_pl = "Kurator odpowiada na pytania."
    guardian.course.save()

    assert found("kurator") == ["Opiekun tymczasowy: sąd i świadczenia"]


def test_words_that_stand_on_no_page_together_find_pages_with_some_of_them(guardian, ask, found):
    assert found("opiekun hipopotama") == ["Opiekun tymczasowy: sąd i świadczenia"]
    assert "Te zawierają niektóre z nich" in ask("opiekun hipopotama").select_one("main").text


def test_nothing_confidential_is_found_or_proposed(site, client, ask, found):
    course = CourseFactory(confidential=True, title="Czas dla siebie", summary="Sekretny warsztat relaksu")
    site.tell_of(course, body=text_block("Sekretny", "Sekretny warsztat relaksu."))

    for asked in ("Czas dla siebie", "CZAS", "sekretny", "warsztat relaksu"):
        assert found(asked) == [], asked
        assert ask(asked[:-1] + "xx").select_one("main .lead") is None, asked
        assert client.get("/pl/search/suggestions/", {"q": asked[:4]}).content.strip() == b"", asked


def test_a_course_that_becomes_confidential_is_gone_from_the_search(guardian, found):
    guardian.course.is_confidential = True
    guardian.course.save()

    assert found("świadczenia") == []


def test_a_page_for_some_readers_only_is_not_found(site, found):
    (page, *_others) = site.add_information(title="Wnętrze", slug="wnetrze", languages=("pl",))
    site.add_information(title="Wnętrze domu", slug="dom", languages=("pl",))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert found("wnętrze") == ["Wnętrze domu"]


def test_what_is_unpublished_is_gone_and_what_is_published_there_at_once(site, found):
    (page, *_others) = site.add_information(title="Namiot", slug="namiot", languages=("pl",))
    page.unpublish()
    gone = found("namiot")
    page.save_revision().publish()

    assert (gone, found("namiot")) == ([], ["Namiot"])


def test_many_results_stand_on_several_pages(site, ask, found):
    for number in range(12):
        site.add_information(title=f"Namiot {number}", slug=f"n{number}", languages=("pl",))

    first, second = found("namiot"), found("namiot", page=2)

    assert (len(first), len(second), set(first) & set(second)) == (10, 2, set())
    assert ask("namiot").select_one("a[rel=next]")["href"] == "?q=namiot&page=2"


@pytest.mark.parametrize("address", ["/pl/search/", "/uk/search/suggestions/"])
def test_odd_questions_get_a_calm_answer(guardian, client, address):
    for odd in ODD:
        response = client.get(address, {"q": odd, "page": odd})

        assert response.status_code == 200, odd
        assert b"<script>alert" not in response.content, odd
        assert b"\x00" not in response.content, odd


def test_the_search_is_no_page_for_search_engines_and_is_kept_by_no_cache(guardian, client):
    response = client.get("/pl/search/", {"q": "sąd"})

    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-store"
    assert b'<meta name="robots" content="noindex">' in response.content


def test_the_words_stand_in_no_title_and_in_no_table(guardian, ask):
    title = ask("przemoc").title.text

    assert "przemoc" not in title
    assert Query.objects.count() == 0


def test_a_result_that_one_may_have_to_leave_quickly_brings_the_button(site, ask):
    site.add_information(title="Bezpieczny dom", slug="dom", is_sensitive=True, languages=("pl",))
    site.add_information(title="Plan lekcji", slug="plan", languages=("pl",))

    assert ask("bezpieczny dom").select_one("[data-leave-quickly]")
    assert ask("plan lekcji").select_one("[data-leave-quickly]") is None


def test_more_pages_cost_no_more_queries(site, client):
    def queries(count):
        while len(site.course_pages) < count:
            site.tell_of(CourseFactory(title=f"Namiot {len(site.course_pages)}"))
        client.get("/pl/search/", {"q": "namiot"})
        with CaptureQueriesContext(connection) as seen:
            client.get("/pl/search/", {"q": "namiot plecak"})
        return len(seen)

    assert queries(1) == queries(3) <= 8


def test_right_after_something_was_published_a_search_costs_at_most_eight_queries(guardian, client):
    client.get("/pl/search/", {"q": "opiekun"})
    cache.delete(VERSION_KEY)
    with CaptureQueriesContext(connection) as seen:
        client.get("/pl/search/", {"q": "opiekun hipopotama"})

    assert len(seen) <= 8
