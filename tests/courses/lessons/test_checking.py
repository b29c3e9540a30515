"""A question within a lesson is answered for oneself; what is right is told only of what was chosen."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.models import CheckAnswer
from tests.factories.lessons import (
    EXPLAINED,
    RIGHT,
    SAID_OF_RIGHT,
    SAID_OF_WRONG,
    WRONG,
    part_id,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(reader, enrolment, lessons):
    question = part_id("Objawy", "pytanie")
    address = reverse("learn:check", args=[enrolment.uuid, lessons[0].lesson.uuid, question])

    def answer(*chosen, **more):
        return reader.post(address, {"choice": [part_id("Objawy", one) for one in chosen]}, **more)

    return answer


def shown(reader, lessons):
    return reader.get(lessons[0].url).content.decode()


def test_nothing_of_what_is_right_stands_in_the_page_before_it_is_answered(reader, enrolment, lessons):
    page = shown(reader, lessons)

    assert RIGHT in page
    assert not [words for words in (SAID_OF_RIGHT, SAID_OF_WRONG, EXPLAINED, "is_right") if words in page]


def test_a_wrong_answer_is_told_kindly_and_the_right_one_stays_untold(ask, reader, lessons):
    response = ask(WRONG)

    page = shown(reader, lessons)
    assert response["Location"].endswith(f"#part-{part_id('Objawy', 'pytanie')}")
    assert SAID_OF_WRONG in page
    assert SAID_OF_RIGHT not in page


def test_an_answer_may_be_given_again(ask, reader, lessons):
    ask(WRONG)
    ask(RIGHT)

    answer = CheckAnswer.objects.get()
    assert (answer.is_right, answer.chosen) == (True, [part_id("Objawy", RIGHT)])
    assert SAID_OF_RIGHT in shown(reader, lessons)


def test_everything_at_once_is_not_right(ask):
    ask(WRONG, RIGHT)

    assert not CheckAnswer.objects.get().is_right


@pytest.mark.parametrize("chosen", [[], ["' OR 1=1"], ["x" * 5000]])
def test_what_is_no_answer_of_the_question_counts_for_none(ask, chosen):
    response = ask(*chosen, headers={"Accept": "text/html"})

    assert BeautifulSoup(response.content, "html.parser").select_one(".field__error")
    assert not CheckAnswer.objects.exists()


def test_the_script_of_the_page_gets_the_question_alone(ask):
    response = ask(RIGHT, headers={"Accept": "text/html"})

    part = BeautifulSoup(response.content, "html.parser")
    assert part.select_one("[data-check]")
    assert part.select_one("html") is None
    assert SAID_OF_RIGHT in part.text


def test_an_answer_given_in_one_language_stands_in_the_others(ask, reader, lessons):
    ask(RIGHT)
    other = lessons[0].get_translations().get(locale__language_code="en")

    assert SAID_OF_RIGHT in reader.get(other.url).content.decode()


def test_a_question_that_is_not_in_the_lesson_is_not_there(reader, enrolment, lessons):
    address = reverse("learn:check", args=[enrolment.uuid, lessons[0].lesson.uuid, "made-up"])

    assert reader.post(address, {"choice": "x"}).status_code == 404


def test_nobody_answers_for_others(client, enrolment, lessons, marta):
    client.force_login(marta.user)
    question = part_id("Objawy", "pytanie")

    response = client.post(
        reverse("learn:check", args=[enrolment.uuid, lessons[0].lesson.uuid, question]),
        {"choice": part_id("Objawy", RIGHT)},
    )

    assert response.status_code == 404
    assert not CheckAnswer.objects.exists()
