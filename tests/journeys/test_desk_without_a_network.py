"""A trainer in a basement: Desk opens, what is noted reaches the house once, a lost phone tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import axe
from tests.journeys.house import IN_THE_HOUSE, eventually
from tests.journeys.line import line_to
from tests.journeys.phone import Phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Playwright

    from tests.journeys.elsewhere import Elsewhere
    from tests.journeys.house import House
    from tests.journeys.line import Line

pytestmark = IN_THE_HOUSE
PEOPLE = (("Zenobia", "Kwiatkowska"), ("Yaryna", "Hnatiukivska"), ("Ostap", "Zhuravel"))
CACHED = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const shelf = await caches.open(name);
    for (const asked of await shelf.keys()) {
      const { pathname } = new URL(asked.url);
      found[pathname] = pathname.startsWith('/static/') ? '' : await (await shelf.match(asked)).text();
    }
  }
  return found;
}"""
STAY, LEAVE = "dialog button[value=stay]:visible", "dialog button[value=leave]:visible"


@pytest.fixture
def line(house: House) -> Iterator[Line]:
    with line_to(house.port) as opened:
        yield opened


@pytest.fixture
def phone_in(playwright: Playwright, line: Line, tmp_path: Path) -> Iterator[Callable[[str], Phone]]:
    """A phone of Irena's, in a language."""
    bought: list[Phone] = []

    def buy(language: str) -> Phone:
        bought.append(Phone(playwright, tmp_path / f"phone-{len(bought)}", line, language=language).starts())
        return bought[-1]

    yield buy
    for phone in bought:
        phone.closes()


@pytest.fixture
def phone(phone_in: Callable[[str], Phone]) -> Phone:
    return phone_in("pl")


class Meeting:
    def __init__(self, house: House) -> None:
        self.house = house
        opened = house.arrange("open_run", course="OPIEK", trainer="Irena")
        self.session = opened["session"]
        self.passes = {
            family: house.arrange("seat", run=opened["run"], given_name=given, family_name=family)["pass"]
            for given, family in PEOPLE
        }

    def code_of(self, family: str) -> str:
        return str(self.passes[family].rpartition("/p/")[2][:8])

    def log(self) -> list[tuple[str, str, str]]:
        entries = self.house.arrange("scans_of", session=self.session)
        assert len({entry["event"] for entry in entries}) == len(entries)
        return [(entry["name"].split()[-1], entry["act"], entry["verdict"]) for entry in entries]


@pytest.fixture
def meeting(house: House) -> Meeting:
    return Meeting(house)


def goes_underground(phone: Phone, meeting: Meeting) -> None:
    """Opened Desk once above ground; now there is no network, and the browser was closed meanwhile."""
    phone.signs_in().keeps(meeting.session).closes()
    phone.line.cut()
    phone.starts().opens("")
    phone.page.locator(f'main a[href$="/desk/{meeting.session}/"]').click()


# --- noting ------------------------------------------------------------------------------------


def test_what_was_noted_without_a_network_reaches_the_house_once_even_if_the_browser_is_killed(
    phone: Phone, meeting: Meeting
) -> None:
    goes_underground(phone, meeting)

    phone.taps("Kwiatkowska").taps("Zhuravel")
    eventually(lambda: len(phone.waiting()) == 2, what="two events on the disk")
    phone.is_killed().starts().opens(f"{meeting.session}/scan/").types(meeting.code_of("Hnatiukivska"))
    eventually(lambda: len(phone.waiting()) == 3, what="three events on the disk")
    phone.is_killed().starts().opens("")
    phone.page.locator(".desk-line", has_text="3").wait_for()
    assert meeting.log() == []
    phone.line.mend()
    phone.opens("")

    eventually(lambda: not phone.waiting(), what="an empty outbox")
    assert meeting.log() == [
        ("Kwiatkowska", "enter", "welcome"),
        ("Zhuravel", "enter", "welcome"),
        ("Hnatiukivska", "enter", "welcome"),
    ]


def test_two_windows_send_nothing_twice(phone: Phone, meeting: Meeting) -> None:
    goes_underground(phone, meeting)
    first = phone.page
    phone.taps("Kwiatkowska")
    assert phone.context
    phone.visitor.page = phone.context.new_page()
    phone.opens(f"{meeting.session}/").taps("Zhuravel")

    phone.line.mend()
    for page in (first, phone.page):
        page.evaluate("dispatchEvent(new Event('online'))")

    eventually(lambda: not phone.waiting(), what="an empty outbox")
    assert len(phone.arrived) == len(set(phone.arrived)) == 2
    assert [name for name, _act, _verdict in meeting.log()] == ["Kwiatkowska", "Zhuravel"]


def test_a_sign_in_that_ran_out_loses_nothing_and_asks_to_sign_in_again(
    phone: Phone, meeting: Meeting
) -> None:
    goes_underground(phone, meeting)
    phone.taps("Kwiatkowska")
    phone.is_signed_out_elsewhere()

    phone.line.mend()
    phone.opens("app/")
    again = phone.page.locator(".desk-line [data-sign-in]")
    again.wait_for()

    assert "next=%2Fpl%2Fdesk%2Fapp%2F" in (again.get_attribute("href") or "")
    assert len(phone.waiting()) == 1
    phone.signs_in()
    eventually(lambda: not phone.waiting(), what="an empty outbox")
    assert meeting.log() == [("Kwiatkowska", "enter", "welcome")]


def test_a_token_that_was_lost_is_fetched_anew(phone: Phone, meeting: Meeting) -> None:
    goes_underground(phone, meeting)
    phone.taps("Kwiatkowska")
    phone.loses_cookie("csrftoken")

    phone.line.mend()
    phone.opens("app/")

    eventually(meeting.log, what="the mark in the log")
    assert meeting.log() == [("Kwiatkowska", "enter", "welcome")]
    eventually(lambda: not phone.waiting(), what="an empty outbox")


# --- keeping secrets ---------------------------------------------------------------------------


def test_no_name_lies_on_the_disk_in_clear(phone: Phone, meeting: Meeting) -> None:
    goes_underground(phone, meeting)
    phone.taps("Kwiatkowska").closes()

    disk = phone.on_the_disk()

    assert meeting.session.encode() in disk or meeting.session.encode("utf-16-be") in disk
    for _given, family in PEOPLE:
        assert family.encode() not in disk
        assert family.encode("utf-16-le") not in disk


def test_the_service_worker_keeps_the_shell_and_files_and_nothing_about_anybody(
    phone: Phone, meeting: Meeting
) -> None:
    phone.signs_in().keeps(meeting.session)
    phone.opens(f"{meeting.session}/").opens("devices/")

    kept = phone.page.evaluate(CACHED)

    assert "/pl/desk/app/" in kept
    assert [path for path in kept if not path.startswith("/static/")] == ["/pl/desk/app/"]
    assert "Irena" not in kept["/pl/desk/app/"]


def test_a_list_leaves_the_phone_a_week_after_the_meeting(phone: Phone, meeting: Meeting) -> None:
    goes_underground(phone, meeting)
    phone.page.locator(".door-row").first.wait_for()
    assert f"session/{meeting.session}" in phone.kept()

    phone.days_pass(9)
    phone.opens("")

    eventually(lambda: f"session/{meeting.session}" not in phone.kept(), what="the end of the list")
    assert phone.page.locator(f'main a[href$="/{meeting.session}/"]').count() == 0


def test_signing_out_sends_first_and_then_destroys(phone: Phone, meeting: Meeting) -> None:
    goes_underground(phone, meeting)
    phone.taps("Kwiatkowska")

    phone.page.locator('form[action$="/sign-out/"] button').click()
    phone.page.locator(STAY).click()
    assert len(phone.waiting()) == 1
    phone.line.mend()
    phone.page.locator('form[action$="/sign-out/"] button').click()
    phone.page.wait_for_url(lambda url: "/desk/" not in url)

    assert phone.kept() == []
    assert meeting.log() == [("Kwiatkowska", "enter", "welcome")]
    phone.line.cut()
    phone.opens("").page.locator(".empty-state").wait_for()


def test_signing_out_of_the_back_office_destroys_the_lists_as_well(phone: Phone) -> None:
    phone.signs_in("pan_adam")
    eventually(phone.kept, what="lists on the phone")
    phone.visitor.opens("/admin/")

    phone.page.wait_for_load_state("networkidle")
    phone.page.evaluate("document.querySelector('form[action$=\"/logout/\"]').requestSubmit()")
    phone.page.wait_for_url(lambda url: "/admin/" not in url)

    eventually(lambda: phone.kept() == [], what="an empty phone")


def test_whoever_insists_twice_leaves_without_a_network_and_is_signed_out_later(
    phone: Phone, meeting: Meeting
) -> None:
    goes_underground(phone, meeting)
    phone.taps("Kwiatkowska")

    phone.page.locator('form[action$="/sign-out/"] button').click()
    phone.page.locator(LEAVE).click()
    phone.page.locator("[data-names]", has_text="Kwiatkowska").wait_for()
    phone.page.locator(LEAVE).click()
    phone.page.locator(".empty-state").wait_for()
    assert phone.kept() == []
    phone.line.mend()
    phone.visitor.opens("/pl/")

    phone.page.wait_for_url("**/pl/")
    eventually(lambda: not phone.is_signed_in(), what="the sign-out")
    assert meeting.log() == []


def test_a_phone_locked_from_afar_hands_over_what_it_holds_and_forgets_everything(
    phone: Phone, meeting: Meeting, house: House
) -> None:
    goes_underground(phone, meeting)
    phone.taps("Kwiatkowska")
    emptied = house.arrange("phones_emptied", trainer="Irena")

    house.arrange("lock_phones", trainer="Irena")
    phone.line.mend()
    phone.opens("app/")

    eventually(lambda: phone.kept() == [], what="an empty phone")
    assert meeting.log() == [("Kwiatkowska", "enter", "held_back")]
    eventually(
        lambda: house.arrange("phones_emptied", trainer="Irena") == emptied + 1,
        what="the word that it is done",
    )


def test_the_lists_of_one_person_are_gone_when_the_next_one_signs_in(phone: Phone, meeting: Meeting) -> None:
    goes_underground(phone, meeting)
    phone.taps("Kwiatkowska")

    phone.is_signed_out_elsewhere()
    phone.line.mend()
    phone.signs_in("olena")
    eventually(lambda: f"session/{meeting.session}" not in phone.kept(), what="the end of her lists")

    assert phone.waiting() == []
    assert meeting.log() == []
    phone.signs_in("irena")
    eventually(meeting.log, what="the mark in the log")
    assert meeting.log() == [("Kwiatkowska", "enter", "welcome")]


def test_leaving_quickly_destroys_the_lists_and_loses_no_mark(
    phone: Phone, meeting: Meeting, elsewhere: Elsewhere
) -> None:
    phone.signs_in().keeps(meeting.session).opens(f"{meeting.session}/")
    assert phone.context
    phone.context.route("**/api/v1/desk/scans*", lambda asked: asked.abort())
    phone.taps("Kwiatkowska")

    phone.visitor.opens("/pl/my/")
    phone.page.locator(".leave__button").click()
    phone.page.wait_for_url(elsewhere.address)
    phone.opens("app/").page.locator(".desk-line", has_text="1").wait_for()

    assert phone.kept() == []
    assert not phone.is_signed_in()
    phone.context.unroute("**/api/v1/desk/scans*")
    phone.signs_in()
    eventually(meeting.log, what="the mark in the log")
    assert meeting.log() == [("Kwiatkowska", "enter", "welcome")]


# --- how it looks ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_everybody_can_use_what_the_phone_draws(
    phone_in: Callable[[str], Phone], meeting: Meeting, language: str
) -> None:
    phone = phone_in(language)
    goes_underground(phone, meeting)
    found: list[str] = []

    for path in ("", f"{meeting.session}/", f"{meeting.session}/scan/", f"{meeting.session}/close/"):
        phone.opens(path).page.locator("[data-app][aria-busy=false]").wait_for()
        found += [f"{path}: {one}" for one in axe.findings(phone.page)]
        with phone.visitor.in_the_dark():
            found += [f"{path} in the dark: {one}" for one in axe.findings(phone.page, axe.COLOURS)]

    assert found == []
