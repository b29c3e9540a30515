"""Oksana takes a quiz on her phone: she fails, reads what is said, and passes; no tunnel loses a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.arrange_quizzes import GUARDIAN, NOT_THE_TEACHER, TEACHER, WHICH_NUMBER, WHO_SIGNS
from tests.journeys.demonstration import enters_as
from tests.journeys.house import IN_THE_HOUSE, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
OKSANA = "oksana.shevchenko@example.org"
CUT_OFF = "net::ERR_INTERNET_DISCONNECTED"


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_she_fails_reads_what_is_said_and_passes(
    language: str, house: House, comes: Callable[..., Visitor]
) -> None:
    quiz = house.arrange("open_quiz", email=OKSANA)
    oksana = at_the_quiz(comes, quiz, language=language)
    oksana.looks().looks_on_a_desktop()

    oksana.presses(oksana.say("Begin"))
    oksana.reads(WHO_SIGNS[language])
    oksana.looks().looks_on_a_desktop()
    answers(oksana, TEACHER[language], "pesel")
    oksana.looks().presses(oksana.say("Send my answers"))

    oksana.reads(NOT_THE_TEACHER[language])
    assert GUARDIAN[language] not in oksana.page.locator("main").inner_text()
    oksana.looks().looks_on_a_desktop()
    oksana.presses(oksana.say("Try again"))
    answers(oksana, GUARDIAN[language], "Pesel.")
    oksana.presses(oksana.say("Send my answers"))

    oksana.reads(oksana.say("Passed. Well done!"))
    oksana.looks()
    assert house.arrange("points", quiz=quiz["quiz"]) == [["1.00", False], ["2.00", True]]


def test_what_she_types_survives_a_lost_connection_and_a_change_of_language(
    house: House, comes: Callable[..., Visitor]
) -> None:
    quiz = house.arrange("open_quiz", email=OKSANA)
    oksana = at_the_quiz(comes, quiz, language="en")
    oksana.presses(oksana.say("Begin"))
    oksana.page.get_by_label(GUARDIAN["en"]).check(force=True)
    oksana.presses(oksana.say("Next question"))
    oksana.reads(WHICH_NUMBER["en"])
    field = oksana.page.locator('input[type="text"][name="q2"]')

    oksana.context.set_offline(True)
    field.fill("pes")
    oksana.reads(waits(oksana))
    oksana.presses(oksana.say("To the end"))
    field.wait_for()
    assert field.input_value() == "pes"
    assert kept(house, quiz)[1] is None

    oksana.context.set_offline(False)
    eventually(lambda: kept(house, quiz)[1] == {"text": "pes"}, what="the answer, once the line is back")
    oksana.opens(oksana.page.url.replace("/en/", "/uk/"))
    oksana.reads(WHICH_NUMBER["uk"])
    assert field.input_value() == "pes"
    field.fill("песель")
    eventually(lambda: kept(house, quiz)[1] == {"text": "песель"}, what="what is typed, without a button")

    assert kept(house, quiz)[0] == {"choice": "guardian"}
    oksana.forgives(CUT_OFF)


def test_what_waits_in_a_tunnel_survives_a_reload(house: House, comes: Callable[..., Visitor]) -> None:
    quiz = house.arrange("open_quiz", email=OKSANA)
    oksana = at_the_quiz(comes, quiz, language="en")
    oksana.presses(oksana.say("Begin"))
    oksana.reads(WHO_SIGNS["en"])
    here = oksana.page.url

    oksana.context.route("**/save/", lambda route: route.abort("internetdisconnected"))
    oksana.page.get_by_label(TEACHER["en"]).check(force=True)
    oksana.reads(waits(oksana))
    oksana.context.unroute("**/save/")
    oksana.opens(here)

    assert oksana.page.get_by_label(TEACHER["en"]).is_checked()
    eventually(lambda: kept(house, quiz)[0] == {"choice": "teacher"}, what="the answer from before")
    oksana.forgives(CUT_OFF)


def test_what_is_answered_without_a_name_goes_out_at_once(
    house: House, comes: Callable[..., Visitor]
) -> None:
    quiz = house.arrange("open_quiz", email=OKSANA, purpose="after", is_anonymous=True)
    oksana = at_the_quiz(comes, quiz, language="en")
    oksana.looks().presses(oksana.say("Begin"))

    oksana.page.get_by_label(GUARDIAN["en"]).check(force=True)
    oksana.page.locator('input[name="q2"]').fill("Pesel")
    oksana.looks().looks_on_a_desktop()
    assert kept(house, quiz) == [None, None]
    oksana.presses(oksana.say("Send my answers"))

    oksana.reads(oksana.say("Thank you for your answers"))
    oksana.looks()
    told = house.arrange("unnamed_answers", quiz=quiz["quiz"])
    assert told == [{"choice": "guardian"}, {"text": "Pesel"}]
    assert kept(house, quiz) == []


def at_the_quiz(comes: Callable[..., Visitor], quiz: dict[str, Any], *, language: str) -> Visitor:
    oksana = comes(language=language)
    enters_as(oksana, "oksana")
    return oksana.opens(f"/{language}/{quiz['path']}")


def answers(oksana: Visitor, choice: str, number: str) -> None:
    oksana.page.get_by_label(choice).check(force=True)
    oksana.presses(oksana.say("Next question"))
    oksana.page.locator('input[name="q2"]').fill(number)
    oksana.presses(oksana.say("To the end"))
    oksana.reads(oksana.say("That was the last question"))


def waits(oksana: Visitor) -> str:
    return oksana.say(
        "No connection. Your answers are kept on this device and are sent as soon as it is back."
    )


def kept(house: House, quiz: dict[str, Any]) -> list[Any]:
    found: list[Any] = house.arrange("answers_kept", quiz=quiz["quiz"])
    return found
