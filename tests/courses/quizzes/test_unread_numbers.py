"""Oksana writes a word where a number is asked for: she is told so, beside it, before anything counts."""

import pytest
from django.urls import reverse

from courses.models import AnonymousAnswer, AttemptItem
from courses.quizzes import attempts
from courses.quizzes.questions import revise_question
from tests.factories.quizzes import RIGHT, WRITTEN

TOLD = "Write a number in digits, for example 12 or 3.5, or leave it empty."
TWO = {"position": ["1", "2"], "q1": "0"}


@pytest.fixture(autouse=True)
def signed_in(client, oksana):
    client.force_login(oksana.user)


@pytest.fixture
def begun(taken_by):
    """A quiz under way, and where its pages are."""

    def begin(*kinds, **settings):
        quiz, enrolment = taken_by(*kinds, **settings)
        attempt = attempts.begin(enrolment, quiz=quiz)

        def address(name, *args):
            return reverse(f"learn:quiz_{name}", args=[enrolment.uuid, quiz.uuid, attempt.number, *args])

        return attempt, address

    return begin


def kept():
    return list(AttemptItem.objects.order_by("position").values_list("response", flat=True))


def test_she_is_told_beside_the_field_and_nothing_is_lost(client, begun):
    _attempt, address = begun("single", "number", layout="all")

    onward = client.post(address("questions"), TWO | {"q2": "a few", "do": "send"})
    page = client.get(onward["Location"]).text

    assert onward["Location"] == address("questions")
    assert kept() == [RIGHT["single"], {"text": "a few"}]
    assert page.count(TOLD) == 3  # in the summary, beside the field, and waiting for the script
    assert '<a href="#q2-field">' in page
    assert 'id="q2-field" value="a few"' in page
    assert 'aria-invalid="true" aria-describedby="q2-problem"' in page


def test_she_may_go_elsewhere_first_and_hears_of_it_before_it_counts(client, begun):
    attempt, address = begun("number", "true_false")
    first = {"position": "1", "q1": "many"}

    stays = client.post(address("question", 1), first | {"do": "next"})["Location"]
    goes = client.post(address("question", 1), first | {"do": "2"})["Location"]
    client.post(address("question", 2), {"position": "2", "q2": "true", "do": "next"})
    told = client.get(address("finish")).text
    client.post(address("finish"))
    attempt.refresh_from_db()

    assert (stays, goes) == (address("question", 1), address("question", 2))
    assert "In 1 answer we cannot read a number." in told
    assert "have no answer yet" not in told
    assert attempt.score == 1


def test_the_script_that_saves_hears_which_fields_they_are(client, begun):
    _attempt, address = begun("number", "gap")

    answer = client.post(
        address("save"), {"position": ["1", "2"], "q1": "12 hours", "q2.0": "court", "q2.1": "soon"}
    )

    assert answer.json() == {"is_saved": True, "unread": ["q1", "q2.1"]}
    assert kept() == [{"text": "12 hours"}, {"gaps": {"who": "court", "days": "soon"}}]


def test_a_question_is_not_closed_by_a_number_nobody_can_read(client, begun):
    _attempt, address = begun("number", feedback_when="each")
    here = address("question", 1)

    client.post(here, {"position": "1", "q1": "O", "do": "check"})
    told = client.get(here).text
    client.post(here, {"position": "1", "q1": "1000,5", "do": "check"})

    assert TOLD in told
    assert AttemptItem.objects.get().share == 1


def test_what_goes_out_without_a_name_comes_back_as_it_was(client, begun):
    _attempt, address = begun("single", "number", purpose="after", is_anonymous=True)

    page = client.post(address("questions"), TWO | {"q2": "a lot"}).text

    assert 'value="a lot"' in page
    assert 'id="q1-1" checked' in page
    assert kept() == [None, None]
    assert AnonymousAnswer.objects.count() == 0


def test_a_unit_counts_in_whatever_language_it_is_typed(begun):
    attempt, _address = begun("number")
    version = attempt.items.get().version
    words, key = WRITTEN["number"]
    both = {"en": words, "uk": words | {"unit": "год"}}
    revised = revise_question(version.question, kind="number", words=both, key=key, by=None)
    attempt.items.update(version=revised)

    attempts.send(attempt, {1: {"text": "1000,5 год"}})

    assert attempt.items.get().share == 1


@pytest.mark.parametrize("way", ["questions", "save"])
def test_what_was_not_chosen_stays_unanswered_and_is_counted(client, begun, way):
    _attempt, address = begun("true_false", "single", "multiple", layout="all")

    client.post(address(way), {"position": ["1", "2", "3"], "do": "send"})
    page = client.get(address("questions")).text
    told = client.get(address("finish")).text

    assert kept() == [None, None, None]
    assert " checked" not in page
    assert "3 questions of 3 wait for you." in told
