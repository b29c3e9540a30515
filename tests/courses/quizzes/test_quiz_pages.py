"""Oksana takes a quiz on her phone, without JavaScript: nothing is lost, and nothing is given away."""

import json
import re
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.html import escape

from courses.models import AnonymousAnswer, Attempt, AttemptItem, QuestionPicture
from courses.quizzes import attempts
from courses.quizzes.questions import revise_question
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import GuardianshipFactory
from tests.factories.quizzes import RIGHT, WRITTEN, BankFactory, QuizFactory, question

GIVEN_AWAY = {
    "single": ["Yes: at once", "A week is too long", "Well done.", "right"],
    "multiple": ["A bank lends", '"court"', "weights"],
    "true_false": ["So it is.", "A guardian does sign."],
    "matching": ["p1", "p2", "p3"],
    "ordering": ['value="3"'],
    "number": ["1000", "Almost."],
    "short_text": ["gmina", "громада", "commune"],
    "gap": ["sąd", "суд", "30", "how.right", "right"],
}
"""What would help somebody who reads the source of the page: feedback, typed answers, telling ids."""


@pytest.fixture(autouse=True)
def signed_in(client, oksana):
    client.force_login(oksana.user)


def address(name, quiz, enrolment, *args):
    return reverse(f"learn:quiz{name}", args=[enrolment.uuid, quiz.uuid, *args])


def questions_of(response):
    """The part of the page that asks."""
    return "".join(re.findall(r'<section class="question".*?</section>', response.text, re.DOTALL))


def sections_of(response):
    """Each question by itself, without the number of its place."""
    found = re.findall(r'<section class="question".*?</section>', response.text, re.DOTALL)
    return [re.sub(r'<input type="hidden" name="position"[^>]*>', "", section) for section in found]


def post(client, path, **fields):
    return client.post(path, {"position": "1"} | fields)


def begin(client, quiz, enrolment):
    client.post(address("_begin", quiz, enrolment))
    return Attempt.objects.get(submitted_at=None)


@pytest.mark.parametrize("feedback", ["each", "end", "passed", "never"])
def test_no_answer_is_in_the_page_before_it_is_due(client, taken_by, feedback):
    quiz, enrolment = taken_by(*WRITTEN, feedback_when=feedback, is_shuffled=True, layout="all")
    begin(client, quiz, enrolment)
    numbers = range(1, len(WRITTEN) + 1)
    pages = [address("_questions", quiz, enrolment, 1)]
    if feedback == "each":
        pages = [address("_question", quiz, enrolment, 1, number) for number in numbers]

    asked = [section for page in pages for section in sections_of(client.get(page))]

    by_kind = {
        kind: [section for section in asked if words["stem"].split("[[")[0].removeprefix("<p>") in section]
        for kind, (words, _key) in WRITTEN.items()
    }
    assert len(asked) == len(WRITTEN)
    assert [kind for kind, sections in by_kind.items() if not sections] == []
    assert {
        kind: words
        for kind, sections in by_kind.items()
        for words in GIVEN_AWAY[kind]
        if any(words in section for section in sections)
    } == {}


def test_each_kind_is_shown_again_as_it_was_answered_and_told_afterwards(client, taken_by):
    quiz, enrolment = taken_by(*WRITTEN, layout="all")
    attempt = begin(client, quiz, enrolment)
    attempts.save(attempt, {number: RIGHT[kind] for number, kind in enumerate(WRITTEN, start=1)})
    here = address("_questions", quiz, enrolment, 1)

    page = client.get(here)
    fields = [(name, value) for name, value in fields_of(page) if name.startswith("q")]
    numbers = [str(number) for number in range(1, len(WRITTEN) + 1)]
    AttemptItem.objects.update(response=None)
    client.post(here, {"position": numbers, **multi(fields)})
    kept = dict(AttemptItem.objects.values_list("version__kind", "response"))
    client.post(address("_finish", quiz, enrolment, 1))
    told = client.get(address("_result", quiz, enrolment, 1))

    assert kept == RIGHT
    assert "Passed. Well done!" in told.text
    assert questions_of(told).count("Your answer") == len(WRITTEN)


def fields_of(page):
    """What a browser would send from the page as it stands."""
    html = page.text
    for field in re.findall(r"<input[^>]*>", html):
        if 'type="hidden"' in field or (
            ("radio" in field or "checkbox" in field) and " checked" not in field
        ):
            continue
        yield re.search(r'name="([^"]*)"', field)[1], re.search(r'value="([^"]*)"', field)[1]
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        if chosen := re.search(r'value="([^"]*)" selected', body):
            yield name, chosen[1]


def multi(fields):
    found = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found


def test_one_fails_reads_what_is_said_and_passes(client, taken_by):
    quiz, enrolment = taken_by("single", "true_false", pass_share=Decimal(1), max_attempts=2)
    begin(client, quiz, enrolment)

    first = address("_question", quiz, enrolment, 1, 1)
    onward = client.post(first, {"position": "1", "q1": "1", "do": "next"})
    client.post(onward["Location"], {"position": "2", "q2": "true", "do": "next"})
    client.post(address("_finish", quiz, enrolment, 1))
    failed = client.get(address("_result", quiz, enrolment, 1)).text
    again = begin(client, quiz, enrolment)
    attempts.send(again, {1: RIGHT["single"], 2: RIGHT["true_false"]})
    passed = client.get(address("_result", quiz, enrolment, 2)).text

    assert "Not yet. You are on your way." in failed
    assert "A week is too long for a child." in failed
    assert "Partly right" in failed
    assert "Yes: at once" not in failed
    assert "The right answer" not in failed
    assert "Passed. Well done!" in passed


def test_what_was_right_is_told_when_nothing_is_left_to_try(client, taken_by):
    quiz, enrolment = taken_by("single", pass_share=Decimal(1), max_attempts=1)
    attempts.send(attempts.begin(enrolment, quiz=quiz), {1: {"choice": "never"}})

    told = questions_of(client.get(address("_result", quiz, enrolment, 1)))

    assert "The right answer" in told
    assert "At once" in told


@pytest.mark.parametrize(("attempts_given", "is_told"), [(2, False), (1, True)])
def test_of_a_question_left_out_nothing_is_told_while_it_can_be_tried_again(
    client, taken_by, attempts_given, is_told
):
    quiz, enrolment = taken_by("true_false", max_attempts=attempts_given)
    attempts.send(attempts.begin(enrolment, quiz=quiz))

    told = questions_of(client.get(address("_result", quiz, enrolment, 1)))

    assert ("A guardian does sign." in told) is is_told


@pytest.mark.parametrize(("response", "is_told"), [({"choice": "never"}, False), ({"choice": "right"}, True)])
def test_feedback_that_waits_for_passing_waits(client, taken_by, response, is_told):
    quiz, enrolment = taken_by("single", "single", feedback_when="passed", pass_share=Decimal("0.50"))
    attempts.send(attempts.begin(enrolment, quiz=quiz), {1: response, 2: {"choice": "never"}})

    page = client.get(address("_result", quiz, enrolment, 1))

    assert ("The right answer" in page.text) is is_told
    assert bool(questions_of(page)) is is_told


def test_where_feedback_never_comes_only_the_points_are_told(client, taken_by):
    quiz, enrolment = taken_by("single", feedback_when="never", max_attempts=1)
    attempts.send(attempts.begin(enrolment, quiz=quiz), {1: RIGHT["single"]})

    page = client.get(address("_result", quiz, enrolment, 1))

    assert "1 of 1 points" in page.text
    assert questions_of(page) == ""


def test_a_checked_question_tells_at_once_and_is_closed(client, taken_by):
    quiz, enrolment = taken_by("single", "true_false", feedback_when="each")
    begin(client, quiz, enrolment)
    here = address("_question", quiz, enrolment, 1, 1)

    client.post(here, {"position": "1", "q1": "2", "do": "check"})
    client.post(here, {"position": "1", "q1": "0", "do": "check"})
    asked = questions_of(client.get(here))

    assert AttemptItem.objects.get(position=1).response == {"choice": "never"}
    assert "Not yet right" in asked
    assert "At once" in asked
    assert "<input type=" not in asked.replace('<input type="hidden"', "")


def test_a_question_left_out_is_asked_for_once_more(client, taken_by):
    quiz, enrolment = taken_by("single", "short_text", layout="all")
    begin(client, quiz, enrolment)

    onward = client.post(
        address("_questions", quiz, enrolment, 1),
        {"position": ["1", "2"], "q1": "0", "q2": "  ", "do": "send"},
    )
    page = client.get(onward["Location"])

    assert onward["Location"] == address("_finish", quiz, enrolment, 1)
    assert "1 question of 2 waits for you." in page.text
    assert AttemptItem.objects.get(position=1).response == RIGHT["single"]


def test_the_page_saves_by_itself_and_hears_when_it_is_too_late(client, taken_by):
    quiz, enrolment = taken_by("short_text")
    attempt = begin(client, quiz, enrolment)
    here = address("_save", quiz, enrolment, 1)

    saved = post(client, here, q1="gmi")
    attempts.send(attempt)
    late = post(client, here, q1="gmina")

    assert json.loads(saved.content) == {"is_saved": True, "unread": []}
    assert (late.status_code, late.json()["go_to"]) == (409, address("_result", quiz, enrolment, 1))
    assert AttemptItem.objects.get().response == {"text": "gmi"}


def test_a_button_nobody_drew_loses_nothing(client, taken_by):
    quiz, enrolment = taken_by("short_text")
    begin(client, quiz, enrolment)
    here = address("_question", quiz, enrolment, 1, 1)
    lost = []

    for number, do in enumerate(["", "next", "back", "99", "-1", "x" * 5_000, "²", "٣"]):
        answer = post(client, here, q1=f"gmina {number}", do=do)
        kept = AttemptItem.objects.get().response
        if (answer.status_code, kept) != (302, {"text": f"gmina {number}"}):
            lost.append(do)

    assert lost == []


def test_what_is_typed_is_shown_as_typed_and_runs_nothing(client, taken_by):
    quiz, enrolment = taken_by("short_text", "gap")
    attempt = begin(client, quiz, enrolment)
    hostile = '"><script>alert(1)</script>'
    attempts.save(attempt, {1: {"text": hostile}, 2: {"gaps": {"who": hostile}}})

    pages = [client.get(address("_question", quiz, enrolment, 1, n)).text for n in (1, 2)]
    attempts.send(attempt)
    pages.append(client.get(address("_result", quiz, enrolment, 1)).text)

    assert all("<script>alert" not in page for page in pages)
    assert all(escape(hostile) in page for page in pages)


def test_words_of_a_question_can_run_nothing(taken_by):
    quiz, _enrolment = taken_by("single")
    asked = quiz.parts.get().question
    words, key = WRITTEN["single"]
    hostile = words | {"stem": 'Now?<script>alert(1)</script><img src="https://spy.example/x" onerror="x()">'}

    version = revise_question(asked, kind="single", words={"en": hostile}, key=key, by=None)

    assert version.words("en")["stem"] == "Now?"


def test_the_language_can_change_in_the_middle(client, taken_by):
    quiz, enrolment = taken_by("single")
    asked = quiz.parts.get().question
    words, key = WRITTEN["single"]
    pl = words | {
        "stem": "Kiedy dzwonisz?",
        "choices": [one | {"html": one["id"].upper()} for one in words["choices"]],
    }
    revise_question(asked, kind="single", words={"en": words, "pl": pl}, key=key, by=None)
    begin(client, quiz, enrolment)
    here = address("_question", quiz, enrolment, 1, 1)

    client.post(here, {"position": "1", "q1": "0", "do": "next"})
    page = client.get(here.replace("/en/", "/pl/")).text

    assert "Kiedy dzwonisz?" in page
    assert re.search(r'value="0" id="q1-1" checked>\s*<label[^>]*>RIGHT<', page)


def test_anonymous_answers_are_sent_at_once_and_never_saved_before(client, taken_by):
    quiz, enrolment = taken_by("single", "short_text", purpose="after", is_anonymous=True)
    begin(client, quiz, enrolment)

    page = client.get(address("_questions", quiz, enrolment, 1)).text
    client.post(
        address("_questions", quiz, enrolment, 1), {"position": ["1", "2"], "q1": "0", "q2": "Thanks"}
    )
    told = client.get(address("_result", quiz, enrolment, 1)).text

    assert "data-save=" not in page
    assert AnonymousAnswer.objects.count() == 2
    assert "They are kept without your name." in told


def test_pictures_of_questions_are_for_those_who_are_asked(client, taken_by, oksana):
    bank, quiz = BankFactory(), QuizFactory()
    picture = QuestionPicture.objects.create(
        bank=bank, file=ContentFile(b"\x89PNG", name="a.png"), media_type="image/png", sha256="a"
    )
    stem = f'<img src="picture:{picture.uuid}" alt="A form">What is it?'
    quiz.parts.create(question=question("true_false", bank=bank, stem=stem))
    enrolment = EnrolmentFactory(person=oksana, course=quiz.course)
    here = address("_picture", quiz, enrolment, picture.uuid)

    before = client.get(here)
    begin(client, quiz, enrolment)
    page = client.get(address("_question", quiz, enrolment, 1, 1)).text
    after = client.get(here)

    assert before.status_code == 404
    assert f'src="{here}" alt="A form"' in page
    assert (after.status_code, after["Content-Type"]) == (200, "image/png")


def test_a_guardian_sees_the_quiz_of_a_child_and_nobody_elses(client, taken_by, oksana, marta):
    quiz, enrolment = taken_by("single")
    child = EnrolmentFactory(person=GuardianshipFactory(carer=oksana).child, course=quiz.course)
    other = EnrolmentFactory(person=marta, course=quiz.course)

    statuses = [client.get(address("", quiz, one)).status_code for one in (enrolment, child, other)]
    begun = client.post(address("_begin", quiz, other)).status_code

    assert statuses == [200, 200, 404]
    assert begun == 404


def test_a_page_of_questions_costs_the_same_for_one_and_for_many(
    client, taken_by, django_assert_max_num_queries
):
    quiz, enrolment = taken_by("single", "multiple", "true_false", "short_text", "gap", layout="all")
    begin(client, quiz, enrolment)
    client.get(address("_questions", quiz, enrolment, 1))

    with django_assert_max_num_queries(12):
        client.get(address("_questions", quiz, enrolment, 1))


def test_the_page_of_a_course_leads_to_quizzes_its_checklist_does_not_name(client, taken_by):
    quiz, enrolment = taken_by("single", purpose="before", is_anonymous=True)

    page = client.get(reverse("learn:course", args=[enrolment.uuid])).text

    assert address("", quiz, enrolment) in page


def test_a_screen_that_another_person_may_see_names_no_confidential_course(client, taken_by):
    quiz, enrolment = taken_by("single", title="Quiz 9")
    type(quiz.course).objects.update(is_confidential=True, title_pl="Czas dla siebie")

    page = client.get(address("", quiz, enrolment)).text

    assert "Czas dla siebie" not in page
    assert "<title>Your course" in page
