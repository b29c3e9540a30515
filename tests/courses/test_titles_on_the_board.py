"""What learners read in titles is on the board of translators, until it is said in all three languages."""

import pytest
from django.utils import timezone

from cms.translations import board
from cms.translations.entries import State
from tests.factories.competences import CompetenceFactory, FrameworkFactory, RoleProfileFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db


def waiting(title):
    return {entry.language: entry.state for entry in board.entries() if title in entry.title}


@pytest.mark.parametrize("make", [QuizFactory, FrameworkFactory, CompetenceFactory, RoleProfileFactory])
def test_a_title_in_polish_only_waits_for_the_others(make):
    make(title="Spokój w domu", title_pl="Spokój w domu", title_uk="", title_en="")

    assert waiting("Spokój w domu") == {"uk": State.MISSING, "en": State.MISSING}


def test_a_quiz_out_of_use_needs_no_translator():
    QuizFactory(
        title="Stary test", title_pl="Stary test", title_uk="", title_en="", retired_at=timezone.now()
    )

    assert waiting("Stary test") == {}
