"""Marta thinks of another child: My Krok shows her four stones, and which one is next."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from courses.candidates import express_interest, note_step, withdraw
from courses.models import CandidatePath
from courses.newcomers import Reach
from tests.factories.sessions import RunFactory, SessionFactory

Stage = CandidatePath.Stage


@pytest.fixture
def at_home(client, marta):
    def read():
        client.force_login(marta.user)
        with translation.override("en"):
            page = BeautifulSoup(client.get(reverse("my:home")).content, "html.parser")
        return page.select_one("section[aria-labelledby=candidacy]")

    return read


@pytest.fixture
def path(mops, marta):
    return express_interest(person=marta, organisation=mops, reach=Reach(email=marta.email))


def stones(section):
    return [" ".join(stone.h3.get_text(" ", strip=True).split()) for stone in section.select("li")]


def test_whoever_never_asked_sees_nothing_of_it(at_home):
    assert at_home() is None


def test_the_first_stone_is_an_evening_one_click_away(at_home, path, mops):
    evening = RunFactory(organiser=mops, course__candidate_stage="evening")
    SessionFactory(run=evening)

    section = at_home()

    assert stones(section)[0] == "Information evening next"
    assert str(evening.uuid) in section.select_one(".button")["href"]


def test_a_stone_stepped_on_is_done_and_the_following_one_is_next(at_home, path):
    note_step(path, stage=Stage.INTERVIEW, by=None)

    assert stones(at_home()) == [
        "Information evening",
        "A talk (done)",
        "Training for candidates next",
        "Certificate",
    ]


def test_with_the_certificate_nothing_is_next(at_home, path):
    note_step(path, stage=Stage.CERTIFIED, by=None)

    assert not [stone for stone in stones(at_home()) if stone.endswith("next")]


def test_whoever_has_stopped_is_left_in_peace(at_home, path, pan_adam):
    withdraw(path, by=pan_adam)

    assert at_home() is None
