"""What stands around every page is set by editors, in three languages, and read once."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from cms.models import HeaderMark, HouseFacts, MenuLink
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory


@pytest.fixture
def house(db):
    return HouseFacts.objects.create(
        organiser="Ośrodek", delivery_address="AE:PL-12345-67890-ABCDE-12", emergency="Dzwoń: 112"
    )


@pytest.fixture
def about(site):
    return site.add_information(title="O nas", slug="o-nas", show_in_menus=False)


def shown(address="/pl/"):
    cache.clear()
    return BeautifulSoup(Client().get(address).content, "html.parser")


def menu(address="/pl/"):
    return {link.get_text(strip=True): link["href"] for link in shown(address).select("#menu .nav a")}


def footer(address="/pl/"):
    links = shown(address).select(".footer__links a")
    return {link.get_text(strip=True): link["href"] for link in links}


def link(house, page=None, **facts):
    return MenuLink.objects.create(house=house, page=page, sort_order=MenuLink.objects.count(), **facts)


def test_without_a_choice_menus_show_the_pages_marked_for_them(site, house):
    site.add_information()

    assert menu() == {"Kursy": "/pl/kursy/"}
    assert footer() == {"Kontakt": "/pl/kontakt/"}


def test_a_chosen_menu_leads_everyone_to_their_own_language(site, house, about):
    link(house, about[0])
    link(house, site.catalogues["pl"])

    assert list(menu("/pl/").items()) == [("O nas", "/pl/o-nas/"), ("Kursy", "/pl/kursy/")]
    assert list(menu("/en/").items()) == [("O nas", "/en/o-nas/"), ("Courses", "/en/courses/")]


def test_words_of_the_editor_come_before_the_title_in_their_own_language_only(site, house):
    link(house, site.catalogues["pl"], label_pl="Zajęcia")

    assert menu("/pl/") == {"Zajęcia": "/pl/kursy/"}
    assert menu("/en/") == {"Courses": "/en/courses/"}


def test_a_page_that_is_not_published_in_a_language_is_left_out_there(site, house, about):
    link(house, about[0])
    link(house, site.catalogues["pl"])
    about[1].unpublish()

    assert menu("/uk/") == {"Курси": "/uk/kursy/"}
    assert "O nas" in menu("/pl/")


def test_a_menu_may_lead_deeper_and_elsewhere(site, house):
    course = site.tell_of(CourseFactory(code="OPIEK", title="Opiekun"))
    link(house, course)
    link(house, address="https://example.org/", label="Miasto")

    assert menu() == {"Opiekun": "/pl/kursy/opiek/", "Miasto": "https://example.org/"}


def test_a_confidential_course_is_in_no_menu_even_if_chosen(site, house):
    link(house, site.tell_of(CourseFactory(confidential=True, title="Czas dla siebie")))
    link(house, site.catalogues["pl"])

    assert menu() == {"Kursy": "/pl/kursy/"}


@pytest.mark.parametrize("both", [True, False])
def test_a_link_leads_to_a_page_or_elsewhere_and_never_to_both_or_nowhere(site, house, both):
    facts = {"page": site.catalogues["pl"], "address": "https://example.org/"} if both else {}

    with pytest.raises(ValidationError):
        MenuLink(house=house, label="Tam", **facts).full_clean()


def test_the_footer_keeps_what_the_law_wants_whatever_was_chosen(site, house, about):
    from tests.factories.duties import plant_declaration, plant_privacy

    plant_declaration(site, show_in_menus=False)
    plant_privacy(site, show_in_menus=False)
    link(house, about[0], menu="footer")

    assert list(footer()) == ["O nas", "Deklaracja dostępności", "Prywatność"]


def test_the_page_one_is_on_is_marked(site, house, about):
    link(house, site.homes["pl"])
    link(house, about[0])

    current = shown("/pl/o-nas/").select("#menu [aria-current=page]")

    assert [one["href"] for one in current] == ["/pl/o-nas/"]


def test_the_marks_lead_to_those_who_stand_behind_the_house(site, house):
    HeaderMark.objects.create(
        house=house, drawing="bip", name_pl="BIP", name_uk="БПІ", address="https://bip.example.org/"
    )
    HeaderMark.objects.create(house=house, name_pl="Fundator", sort_order=1)

    header = shown("/uk/").select_one("header .marks")
    footer = shown("/uk/").select_one("footer .marks")

    assert [mark.get_text(strip=True) for mark in header.select("li")] == ["БПІ", "Fundator"]
    assert header.a["href"] == footer.a["href"] == "https://bip.example.org/"
    assert header.select_one(".icon--mark-bip")
    assert len(header.select("a")) == 1


def test_the_alert_is_in_the_language_of_the_reader(site, house):
    house.alert_pl, house.alert_uk = "Dziś do 14. Zadzwoń: 71 78 22 322.", "Сьогодні до 14."
    house.save()

    polish, ukrainian = (shown(address).select_one("section.alert") for address in ("/pl/", "/uk/"))

    assert polish.a["href"] == "tel:+48717822322"
    assert ukrainian.p.get_text() == "Сьогодні до 14."
    assert not ukrainian.p.has_attr("lang")
    assert ukrainian["aria-label"]


def test_an_alert_not_yet_translated_is_better_than_none_and_says_its_language(site, house):
    house.alert_pl = "Dziś nieczynne <b>"
    house.save()

    alert = shown("/en/").select_one("section.alert p")

    assert (alert["lang"], alert.get_text()) == ("pl", "Dziś nieczynne <b>")


def test_without_an_alert_there_is_no_banner(site, house):
    assert shown().select(".alert") == []


def test_the_footer_says_where_to_send_papers_and_whom_to_call(site, house):
    text = shown().select_one("footer").get_text()

    assert "AE:PL-12345-67890-ABCDE-12" in text
    assert "112" in text


@pytest.mark.parametrize("change", ["link", "mark", "facts"])
def test_a_change_of_the_settings_is_seen_at_once(site, house, change, django_capture_on_commit_callbacks):
    before = Client().get("/pl/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        if change == "link":
            link(house, address="https://example.org/nowe/", label="Nowe")
        elif change == "mark":
            HeaderMark.objects.create(house=house, name="Nowe")
        else:
            house.funder = "Nowe"
            house.save()

    assert "Nowe" not in before
    assert "Nowe" in Client().get("/pl/").content.decode()


def test_a_full_menu_costs_no_more_than_a_short_one(site, house, about, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    link(house, about[0])
    cache.clear()
    with CaptureQueriesContext(connection) as short:
        Client().get("/pl/")
    for number in range(5):
        (page, *_others) = site.add_information(title=f"M{number}", slug=f"m{number}")
        link(house, page)
    cache.clear()

    with django_assert_num_queries(len(short)):
        Client().get("/pl/")
    assert len(short) <= 8


def test_my_krok_has_the_same_frame_without_asking_again(site, house, marta, client):
    client.force_login(marta.user)
    Client().get("/pl/")

    page = BeautifulSoup(client.get("/pl/my/").content, "html.parser")

    assert page.select_one("#menu .nav a")["href"] == "/pl/kursy/"


def test_the_settings_are_edited_in_three_languages_by_moderators(site, house, mops, client):
    moderator = PersonFactory(with_sign_in=True)
    grant(Role.MODERATOR, to=moderator, at=mops)
    client.force_login(moderator.user)

    page = client.get(f"/admin/settings/cms/housefacts/{house.pk}/")

    names = {field["name"] for field in BeautifulSoup(page.content, "html.parser").select("[name]")}
    for name in (
        "alert_pl",
        "alert_uk",
        "alert_en",
        "quick_exit_address",
        "delivery_address",
        "organiser_uk",
    ):
        assert name in names
    assert {"menu_links-TOTAL_FORMS", "marks-TOTAL_FORMS"} <= names
