"""A reader changes the language and stays where she was."""

from bs4 import BeautifulSoup


def links(response):
    page = BeautifulSoup(response.content, "html.parser")
    return {link["hreflang"]: link["href"] for link in page.select(".language-switch a")}


def alternates(response):
    page = BeautifulSoup(response.content, "html.parser")
    return {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}


def test_the_front_door_opens_in_the_language_of_the_browser(client, site):
    ukrainian = client.get("/", headers={"accept-language": "uk,ru;q=0.8"})
    english = client.get("/", headers={"accept-language": "en-GB"})
    unknown = client.get("/", headers={"accept-language": "fi"})

    assert (ukrainian.status_code, ukrainian.url) == (302, "/uk/")
    assert english.url == "/en/"
    assert unknown.url == "/pl/"
    assert "Accept-Language" in ukrainian["Vary"]


def test_every_page_leads_to_itself_in_the_other_languages(client, site):
    course = site.tell_of()

    response = client.get("/uk/kursy/" + course.slug + "/")

    expected = {
        code: f"/{code}/{'courses' if code == 'en' else 'kursy'}/{course.slug}/"
        for code in ("pl", "uk", "en")
    }
    assert links(response) == expected


def test_the_filters_of_the_catalogue_survive_the_change(client, site):
    response = client.get("/pl/kursy/?form=group&free=on")

    assert links(response)["en"] == "/en/courses/?form=group&free=on"


def test_a_page_that_is_not_translated_leads_to_the_home_page(client, site):
    site.add_information(languages=("pl",))

    response = client.get("/pl/kontakt/")

    assert links(response) == {"pl": "/pl/kontakt/", "uk": "/uk/", "en": "/en/"}
    assert set(alternates(response)) == {"pl", "x-default"}


def test_a_translation_that_is_not_published_is_not_offered(client, site):
    _polish, ukrainian, _english = site.add_information()
    ukrainian.unpublish()

    response = client.get("/pl/kontakt/")

    assert links(response)["uk"] == "/uk/"
    assert set(alternates(response)) == {"pl", "en", "x-default"}


def test_search_engines_are_told_of_all_languages_and_the_true_address(client, site, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"

    response = client.get("/pl/kursy/?form=group")

    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("link[rel=canonical]")["href"] == "https://krok.example.org/pl/kursy/"
    assert alternates(response) == {
        "pl": "https://krok.example.org/pl/kursy/",
        "uk": "https://krok.example.org/uk/kursy/",
        "en": "https://krok.example.org/en/courses/",
        "x-default": "https://krok.example.org/pl/kursy/",
    }
