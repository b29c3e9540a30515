"""A question that came from a file is kept so that it can be asked, graded, given on and translated."""

from copy import deepcopy
from types import SimpleNamespace

import pytest

from courses.bank.formats import FORMATS
from courses.bank.joining import Unlike, join
from courses.bank.mapping import give, keep
from courses.quizzes.kinds import KINDS, check, check_languages, grade
from tests.courses.bank import samples
from tests.factories.quizzes import RIGHT, WRITTEN

MANY = (*samples.EVERY, samples.gaps)
SAID = {"right": "<p>Dobrze!</p>", "wrong": "Jeszcze raz."}
INTO = {"GIFT": "gift", "Moodle XML": "moodle", "QTI": "qti"}


@pytest.mark.parametrize("sample", MANY)
def test_every_kind_is_kept_so_that_it_can_be_asked(sample):
    question = sample(**SAID)

    kept = keep(question)

    assert check(kept.kind, kept.words, kept.key) == []
    right = KINDS[kept.kind].right_response(kept.words, kept.key)
    if sample is samples.short_text:
        right = {"text": "wrocław"}
    assert grade(kept.kind, kept.words, kept.key, right) == 1


@pytest.mark.parametrize("sample", MANY)
def test_what_is_kept_is_given_on_as_it_came(sample):
    question = sample(**SAID)
    kept = keep(question)

    again = keep(give(kept.kind, kept.words, kept.key))

    assert again == kept


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("name", ["moodle", "qti"])
def test_a_question_comes_home_with_its_own_ids_and_its_key(name, kind):
    words, key = deepcopy(WRITTEN[kind])
    if name == "qti" and kind == "short_text":
        key["answers"][0]["texts"] = ["gmina", "громада"]  # an asterisk for anything is not known there
    version = SimpleNamespace(kind=kind, words=lambda: words, key=key)
    sent = FORMATS[name].write([give(kind, words, key)])
    (back,) = FORMATS[name].read(sent.content).questions

    joined = join(keep(back), version)

    assert check_languages(kind, {"pl": words, "uk": joined.words}, joined.key) == {}
    assert joined.key == key
    if name == "moodle":
        assert grade(kind, joined.words, joined.key, RIGHT[kind]) == 1


def test_a_translation_adds_its_spellings_to_the_key():
    polish = keep(samples.short_text())
    version = SimpleNamespace(kind="short_text", words=lambda: polish.words, key=polish.key)
    ukrainian = samples.short_text()
    ukrainian.answers[0].text = "місто Вроцлав"

    joined = join(keep(ukrainian), version)

    assert joined.key["answers"][0]["texts"] == ["Wrocław", "Вроцлав", "місто Вроцлав"]


@pytest.mark.parametrize("sample", MANY)
def test_other_answers_do_not_join(sample):
    kept = keep(sample())
    version = SimpleNamespace(kind=kept.kind, words=lambda: kept.words, key=kept.key)
    other = sample()
    other.is_true = False
    for entries in (other.choices, other.pairs, other.answers, other.gaps):
        if entries:
            entries.pop(0)

    with pytest.raises(Unlike):
        join(keep(other), version)


def test_what_is_said_to_everybody_is_said_to_those_who_were_right_and_wrong():
    kept = keep(samples.single(right="Dobrze.", about=" Sąd pomaga."))

    assert kept.words["feedback"] == {"right": "Dobrze. Sąd pomaga.", "wrong": " Sąd pomaga."}
