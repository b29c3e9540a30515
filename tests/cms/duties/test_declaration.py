"""The accessibility declaration is what the law wants it to be: read by people, and by machines."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories.duties import plant_declaration

ALWAYS = {
    *("a11y-wstep", "a11y-podmiot", "a11y-zakres", "a11y-url", "a11y-data-publikacja"),
    *("a11y-data-aktualizacja", "a11y-status", "a11y-kontakt", "a11y-email", "a11y-telefon"),
    *("a11y-procedura", "a11y-data-sporzadzenie", "a11y-architektura", "a11y-komunikacja"),
}
WHERE_THEY_APPLY = {"a11y-data-przeglad", "a11y-ocena", "a11y-aplikacje", "a11y-architektura-url"}
HEADINGS = [
    "Stan dostępności cyfrowej",
    "Niedostępne treści",
    "Przygotowanie deklaracji dostępności i jej aktualizacja",
    "Skróty klawiszowe",
    "Informacje zwrotne i dane kontaktowe",
    "Obsługa wniosków i skarg związanych z dostępnością",
    "Pozostałe informacje",
    "Dostępność architektoniczna",
    "Dostępność komunikacyjno-informacyjna",
]
EVERYTHING = {
    "reviewed_on": "2026-11-20",
    "assessment_address": "https://example.org/koszty/",
    "applications": "<p>Nie mamy aplikacji.</p>",
    "architecture_address": "https://example.org/budynki/",
    "shortcuts": "<p>Trzy razy Shift.</p>",
}


def shown(language="pl"):
    return BeautifulSoup(Client().get(f"/{language}/deklaracja/").content, "html.parser")


def ids(page):
    return sorted(element["id"] for element in page.select("[id^=a11y-]"))


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_machines_find_every_id_once(site, language):
    plant_declaration(site)

    assert ids(shown(language)) == sorted(ALWAYS)


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_and_those_that_apply_only_to_some_once_as_well(site, language):
    plant_declaration(site, **EVERYTHING)

    assert ids(shown(language)) == sorted(ALWAYS | WHERE_THEY_APPLY)


def test_the_headings_are_those_of_the_model_in_its_order(site):
    plant_declaration(site, shortcuts=EVERYTHING["shortcuts"])

    page = shown().select_one("main")

    assert page.h1.get_text() == "Deklaracja dostępności"
    assert [heading.get_text() for heading in page.select("h2, h3")] == HEADINGS


def test_what_does_not_apply_has_no_heading(site):
    plant_declaration(site, conformity="full")

    headings = {heading.get_text() for heading in shown().select("main h2")}

    assert not headings & {"Niedostępne treści", "Skróty klawiszowe"}


@pytest.mark.parametrize(
    ("language", "heading"),
    [("uk", "Стан цифрової доступності"), ("en", "State of digital accessibility")],
)
def test_other_languages_have_the_same_headings_in_their_own_words(site, language, heading):
    plant_declaration(site, shortcuts=EVERYTHING["shortcuts"])

    headings = [one.get_text() for one in shown(language).select("main :is(h2, h3)")]

    assert headings[0] == heading
    assert len(headings) == len(HEADINGS)
    assert not set(headings) & set(HEADINGS)


def test_dates_can_be_read_by_machines(site):
    plant_declaration(site, reviewed_on="2026-11-20")

    times = {time["id"]: (time["datetime"], time.get_text()) for time in shown().select("main time")}

    assert times == {
        "a11y-data-publikacja": ("2026-11-02", "2 listopada 2026"),
        "a11y-data-aktualizacja": ("2026-11-20", "20 listopada 2026"),
        "a11y-data-sporzadzenie": ("2026-11-02", "2 listopada 2026"),
        "a11y-data-przeglad": ("2026-11-20", "20 listopada 2026"),
    }


@pytest.mark.parametrize(
    ("conformity", "words"),
    [("full", "w pełni zgodna"), ("partial", "częściowo zgodna"), ("none", "niezgodna")],
)
def test_the_state_is_one_of_three_fixed_sentences(site, conformity, words):
    plant_declaration(site, conformity=conformity)

    status = shown().select_one("#a11y-status")

    assert status.strong.get_text() == words
    assert status.get_text().startswith(f"Ta strona internetowa jest {words} z załącznikiem do ustawy")


def test_contacts_can_be_used_at_a_touch(site):
    plant_declaration(site)

    page = shown()

    assert page.select_one("#a11y-email")["href"] == "mailto:dostepnosc@example.org"
    assert page.select_one("#a11y-telefon")["href"] == "tel:+48717822322"
    assert page.select_one("#a11y-kontakt").get_text() == "Anna Lis"


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_it_leads_to_the_law_and_to_the_ombudsman(site, language):
    plant_declaration(site)

    page = shown(language)

    assert page.select_one("#a11y-wstep a[href^='https://isap.sejm.gov.pl/']")
    assert page.select_one("#a11y-procedura a[href='https://bip.brpo.gov.pl/']")


def test_who_assessed_it_from_outside_is_named(site):
    plant_declaration(site, method="outside", assessed_by="Fundacja <Dostępni>")

    text = shown().select_one("main").get_text()

    assert "Badanie przeprowadził: Fundacja <Dostępni>." in text


@pytest.mark.parametrize("address", ["/pl/", "/uk/kursy/", "/en/account/sign-in/", "/pl/nothing-here/"])
def test_every_page_leads_to_it(site, address):
    plant_declaration(site, show_in_menus=False)

    page = BeautifulSoup(Client().get(address).content, "html.parser")

    language = address[1:3]
    assert page.select_one(f"footer a[href='/{language}/deklaracja/']")


def test_so_do_my_krok_and_desk(site, irena, client):
    plant_declaration(site)
    client.force_login(irena.user)

    pages = [client.get(address).content.decode() for address in ("/pl/my/", "/pl/desk/")]

    assert ["/pl/deklaracja/" in page for page in pages] == [True, True]


def test_a_page_that_knows_nothing_else_has_an_address_that_never_changes(site, client):
    plant_declaration(site, languages=("pl", "uk"))

    ukrainian, english = client.get("/accessibility/?lang=uk"), client.get("/accessibility/?lang=en")

    assert (ukrainian.status_code, ukrainian.url) == (302, "/uk/deklaracja/")
    assert english.url == "/pl/deklaracja/"


def test_before_there_is_one_nothing_leads_nowhere(site, client):
    assert client.get("/accessibility/").status_code == 404
