"""Nothing found, nothing asked, a word half typed: the search still helps."""

import pytest
from bs4 import BeautifulSoup
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cms.models import Activity, ActivityIndexPage, ActivityPage, HouseFacts
from tests.factories.courses import CourseFactory

SUGGESTIONS = "/pl/search/suggestions/"


def promote(words, **target):
    return SearchPromotion.objects.create(query=Query.get(words), **target)


@pytest.fixture
def speech_therapy(site):
    return site.tell_of(CourseFactory(code="LOGO", title="Zajęcia z logopedą"))


@pytest.fixture
def evening(site):
    (page, *_others) = site.add_information(title="Wieczór", slug="wieczor", languages=("pl",))
    return page


def proposed(client, typed, address=SUGGESTIONS):
    page = BeautifulSoup(client.get(address, {"q": typed}).content, "html.parser")
    return [(link.span.text, link["href"]) for link in page.select("a")]


def test_a_misspelt_word_is_met_with_the_nearest_known_one(speech_therapy, ask):
    page = ask("logoepda")

    link = page.select_one("main .lead a")
    assert (link.text, link["href"]) == ("logopedą", "?q=logoped%C4%85")
    assert page.select(".result") == []


def test_a_word_like_no_other_is_met_with_no_guess(speech_therapy, ask):
    for asked in ("hipopotam", "xx", "12345", "🙂"):
        assert ask(asked).select_one("main .lead") is None, asked


@pytest.mark.parametrize("asked", ["", "hipopotam"])
def test_whoever_asked_nothing_or_found_nothing_is_told_topics_and_a_number(site, ask, asked):
    facts = HouseFacts.objects.first() or HouseFacts()
    facts.phone = "71 784 96 06"
    facts.save()
    activity = Activity.objects.create(number=3, name="Opieka")
    (index, *_others) = site.add(ActivityIndexPage, title="Jak pomagamy")
    site.add(ActivityPage, under=index, title="Dla opiekunów", lead="Razem.", activity=activity)

    page = ask(asked, language="en")

    assert [link["href"] for link in page.select(".topics a")] == ["/en/jak-pomagamy/dla-opiekunow/"]
    assert page.select_one("main a[href='tel:+48717849606']")


def test_while_one_types_pages_are_proposed_as_links_and_counted_aloud(speech_therapy, client):
    page = BeautifulSoup(client.get(SUGGESTIONS, {"q": "logop"}).content, "html.parser")

    assert proposed(client, "logop") == [("Zajęcia z logopedą", "/pl/kursy/logo/")]
    assert page.select_one("mark").text == "logopedą"
    assert "1" in page.select_one("[data-told]").text


def test_they_are_in_the_language_of_the_page(speech_therapy, client):
    assert proposed(client, "logo", "/en/search/suggestions/") == [
        ("Zajęcia z logopedą", "/en/courses/logo/")
    ]


def test_there_is_nothing_to_propose_for_next_to_nothing(speech_therapy, client):
    for typed in ("", "l", " ", "zzz"):
        assert proposed(client, typed) == [], typed


def test_a_short_beginning_is_remembered_until_something_is_published(
    speech_therapy, client, django_assert_num_queries, django_capture_on_commit_callbacks
):
    proposed(client, "logo")
    with django_assert_num_queries(0):
        proposed(client, "logo")
    with django_capture_on_commit_callbacks(execute=True):
        speech_therapy.unpublish()

    assert proposed(client, "logo") == []


def test_what_editors_promote_stands_first_in_the_readers_language(site, speech_therapy, ask):
    (page, *_others) = site.add_information(title="Twoje prawa", slug="prawa")
    promote("Zajęcia", page=page, description="Zacznij tutaj.")

    polish, english = ask("zajecia"), ask("zajec", language="en")

    assert [link["href"] for link in polish.select(".result a")] == ["/pl/prawa/", "/pl/kursy/logo/"]
    assert "Zacznij tutaj." in polish.select_one(".result--first").text
    assert english.select_one(".result--first a")["href"] == "/en/prawa/"
    assert "Zacznij tutaj." not in english.text


def test_a_promoted_address_elsewhere_is_shown_as_well(site, ask):
    promote("500 plus", external_link_url="https://www.zus.pl/", external_link_text="Wniosek w ZUS")

    assert ask("500 PLUS").select_one(".result--first a")["href"] == "https://www.zus.pl/"
    assert ask("plus").select_one(".result--first") is None


def test_what_is_confidential_or_unpublished_cannot_be_promoted(site, evening, found):
    promote("relaks", page=site.tell_of(CourseFactory(confidential=True, title="Czas dla siebie")))
    promote("wieczór", page=evening)
    evening.unpublish()

    assert (found("relaks"), found("wieczór")) == ([], [])


def test_editors_keep_promoted_results_in_the_back_office(client, ewa):
    client.force_login(ewa.user)

    assert client.get("/admin/searchpicks/").status_code == 200
