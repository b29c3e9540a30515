"""A coordinator fills a bank by hand and from a file, puts a quiz together, and takes questions out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import Bank, QuestionImport, Quiz
from tests.courses.bank.pictures import PNG
from tests.factories.courses import CourseFactory
from tests.factories.quizzes import BankFactory, QuizFactory, question
from tests.factories.sessions import RunFactory

pytestmark = pytest.mark.django_db
OLD = "Kto ustanawia opiekuna? {=sąd ~gmina}\n\nNapisz esej. {}\n".encode("cp1250")


@pytest.fixture
def office(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def bank(mops, pan_adam):
    return BankFactory(organisation=mops, title="Opieka")


def brought(office, bank, content, name="pytania.txt", **more):
    data = {"file": SimpleUploadedFile(name, content), "language": "pl", **more}
    return office.post(reverse("bank:bring", args=[bank.pk]), data)


def test_a_file_is_shown_question_by_question_before_anything_is_taken(office, bank):
    answer = brought(office, bank, OLD)

    page = office.get(answer.url).content.decode()
    assert not bank.questions.exists()
    assert "Kto ustanawia opiekuna?" in page
    assert "UTF-8" in page
    assert "Napisz esej" in page


def test_what_is_ticked_is_taken_and_a_file_with_slips_stays(office, bank):
    address = brought(office, bank, OLD).url

    answer = office.post(address, {"take": ["1"]})

    assert answer.url == address
    assert bank.questions.get().current.words_pl["stem"] == "Kto ustanawia opiekuna?"
    assert office.post(reverse("bank:put_away", args=[bank.imports.get().pk])).status_code == 302
    assert (QuestionImport.objects.count(), bank.questions.count()) == (0, 1)


def test_a_file_without_slips_is_put_away_when_it_was_taken(office, bank):
    address = brought(office, bank, b"Tak. {T}").url

    answer = office.post(address, {"take": ["1"]})

    assert answer.url == reverse("bank:inspect", args=[bank.pk])
    assert not QuestionImport.objects.exists()


def test_a_file_read_wrongly_is_read_another_way(office, bank):
    address = brought(office, bank, OLD, encoding="cp1251").url
    assert "sąd" not in office.get(address).content.decode()
    imported = bank.imports.get()

    data = {"language": "pl", "file_format": "gift", "encoding": "cp1250"}
    office.post(reverse("bank:read_again", args=[imported.pk]), data)

    assert "sąd" in office.get(address).content.decode()


@pytest.mark.parametrize("content", [b"", b"MZ\x90\0", PNG, b"Lista zakupow", b"<html></html>"])
def test_what_holds_no_questions_is_refused_beside_its_field(office, bank, content):
    answer = brought(office, bank, content)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


@pytest.mark.parametrize(
    "kind", ["single", "multiple", "true_false", "matching", "ordering", "number", "short_text", "gap"]
)
def test_every_kind_has_a_form_that_opens_and_says_what_is_missing(office, bank, kind):
    address = reverse("bank:add_question", args=[bank.pk, kind])

    assert office.get(address).status_code == 200
    assert office.post(address, {"rows": "4"}).status_code == 422
    assert not bank.questions.exists()


def test_a_question_with_a_picture_is_written_and_changed_by_a_new_version(office, bank):
    data = {"stem_pl": "Opiekun podpisuje zgodę.", "truth": "true", "topic": "Prawo", "alt_pl": "podpis"}
    data["picture"] = SimpleUploadedFile("podpis.png", PNG)
    answer = office.post(reverse("bank:add_question", args=[bank.pk, "true_false"]), data)

    one = bank.questions.get()
    picture = bank.pictures.get()
    assert answer.url == reverse("bank:question", args=[one.pk])
    assert f'src="{reverse("bank:picture", args=[picture.uuid])}"' in office.get(answer.url).content.decode()
    assert office.get(reverse("bank:picture", args=[picture.uuid]))["Content-Type"] == "image/png"

    edited = {"stem_pl": "Opiekun podpisuje zgodę.", "stem_uk": "Опікун підписує згоду.", "truth": "true"}
    office.post(
        reverse("bank:edit_question", args=[one.pk]), {**edited, "alt_pl": "podpis", "alt_uk": "підпис"}
    )

    assert (one.versions.count(), one.current.languages) == (2, ["pl", "uk"])
    assert f'<img src="picture:{picture.uuid}" alt="підпис">' in one.current.words_uk["stem"]


def test_a_bank_is_searched_by_words_topic_kind_and_what_is_not_translated(office, bank):
    question("single", bank=bank, topic="Prawo")
    question("number", bank=bank)
    address = reverse("bank:inspect", args=[bank.pk])

    def listed(**asked):
        return [line.question.topic for line in office.get(address, asked).context["lines"]]

    assert listed() == ["", "Prawo"]
    assert listed(words="you call") == ["Prawo"]
    assert listed(topic="Prawo") == ["Prawo"]
    assert listed(kind="number") == [""]
    assert listed(missing="en") == []
    assert listed(missing="uk") == ["", "Prawo"]
    assert listed(retired="on") == []


def test_the_page_of_a_bank_asks_as_often_for_three_questions_as_for_one(office, bank):
    question("single", bank=bank)
    address = reverse("bank:inspect", args=[bank.pk])
    office.get(address)
    with CaptureQueriesContext(connection) as one:
        office.get(address)
    question("number", bank=bank)
    question("gap", bank=bank)
    with CaptureQueriesContext(connection) as three:
        office.get(address)

    assert len(three) == len(one)


def test_questions_go_out_in_the_format_and_language_that_was_asked(office, bank):
    question("single", bank=bank)
    address = reverse("bank:take_out", args=[bank.pk])
    asked = {"file_format": "aiken", "language": "en", "topic": ""}

    seen = office.get(address, asked)
    file = office.get(address, asked | {"file": "1"})

    assert (seen.context["held"], seen.context["missing"]) == (1, 0)
    assert file["Content-Disposition"] == 'attachment; filename="opieka-en.txt"'
    assert file.content.decode().endswith("ANSWER: A\n")


def test_a_quiz_is_put_together_from_questions_and_a_pool(office, bank, mops):
    course = CourseFactory()
    RunFactory(organiser=mops, course=course)
    quiz = QuizFactory(course=course)
    one, two = question("single", bank=bank), question("number", bank=bank, topic="Prawo")
    office.post(reverse("quiz:add_questions", args=[quiz.pk]), {"question": [one.pk, two.pk]})
    source = next(
        value
        for _bank, listed in office.get(reverse("quiz:add_pool", args=[quiz.pk]))
        .context["form"]
        .fields["source"]
        .choices
        for value, label in listed
        if label == "Prawo"
    )
    office.post(reverse("quiz:add_pool", args=[quiz.pk]), {"source": source, "draws": "3", "mark": "2"})

    office.post(reverse("quiz:move_up", args=[quiz.parts.get(question=two).pk]))
    office.post(reverse("quiz:remove_part", args=[quiz.parts.get(question=one).pk]))

    parts = list(quiz.parts.order_by("position").values_list("question", "bank", "topic", "draws"))
    assert parts == [(two.pk, None, "", 1), (None, bank.pk, "Prawo", 3)]
    page = office.get(reverse("quiz:inspect", args=[quiz.pk]))
    assert [line.points for line in page.context["lines"]] == [1, 2]
    assert len(page.context["lines"][1].warnings) == 1


def test_nobody_asks_questions_of_a_bank_that_is_not_theirs(office, fundacja, mops):
    course = CourseFactory()
    RunFactory(organiser=mops, course=course)
    quiz = QuizFactory(course=course)
    foreign = question("single", bank=BankFactory(organisation=fundacja))
    houses = question("number", bank=BankFactory())

    office.post(reverse("quiz:add_questions", args=[quiz.pk]), {"question": [foreign.pk, houses.pk]})

    assert [part.question for part in quiz.parts.all()] == [houses]


def test_a_coordinator_uses_the_banks_of_the_house_and_changes_none(office):
    shared = BankFactory()

    page = office.get(reverse("bank:inspect", args=[shared.pk]))

    assert (page.status_code, page.context["may_change"]) == (200, False)
    assert office.get(reverse("bank:add_question", args=[shared.pk, "single"])).status_code == 404


def test_a_coordinator_opens_a_bank_for_their_own_organisation_only(office, mops, fundacja):
    address = reverse("bank:add")

    office.post(address, {"title": "Nasz", "organisation": mops.pk})
    office.post(address, {"title": "Cudzy", "organisation": fundacja.pk})
    office.post(address, {"title": "Niczyj", "organisation": ""})

    assert list(Bank.objects.values_list("title", "organisation")) == [("Nasz", mops.pk)]


def test_a_quiz_that_is_out_of_use_comes_back(office, mops):
    course = CourseFactory()
    RunFactory(organiser=mops, course=course)
    quiz = QuizFactory(course=course)

    office.post(reverse("quiz:retire", args=[quiz.pk]))
    assert not Quiz.objects.in_use().exists()

    office.post(reverse("quiz:bring_back", args=[quiz.pk]))
    assert Quiz.objects.in_use().exists()
