"""What is given to another house comes back as it went, in every format that can hold it."""

from dataclasses import replace

import pytest

from courses.bank.formats import (
    aiken,
    gift_reading,
    gift_writing,
    moodle_reading,
    moodle_writing,
    qti_package,
)
from courses.bank.formats.shape import Choice
from tests.courses.bank import samples

READ = {"gift": gift_reading.read, "moodle": moodle_reading.read, "qti": qti_package.read}
WRITE = {"gift": gift_writing.write, "moodle": moodle_writing.write, "qti": qti_package.write}
SAID = {"right": "<p>Dobrze!</p>", "wrong": "<p>Jeszcze raz.</p>"}


def there_and_back(name, *questions):
    written = WRITE[name](questions)
    assert [refusal.words for refusal in written.refusals] == []
    reading = READ[name](written.content)
    assert [refusal.words for refusal in reading.refusals] == []
    assert [remark.words for question in reading.questions for remark in question.remarks] == []
    return reading.questions


def bare(question, *, without=()):
    """Without what tells only where it was found."""
    emptied = {"line": 0, "place": "", "remarks": []}
    return replace(question, **emptied, **dict.fromkeys(without, ""))


@pytest.mark.parametrize("name", ["gift", "moodle", "qti"])
@pytest.mark.parametrize("sample", samples.EVERY)
def test_every_kind_comes_back_from_every_format(name, sample):
    told = SAID if name != "gift" else {}
    if sample is samples.true_false:
        told = SAID
    question = sample(topic=samples.TOPIC, name="Pytanie: 1", identifier="a-1", **told)
    if name == "qti":
        _without_what_qti_has_no_place_for(question)

    back = there_and_back(name, question)

    expected = replace(question, identifier="q-a-1") if name == "qti" else question
    assert [bare(each) for each in back] == [expected]


def _without_what_qti_has_no_place_for(question):
    for answer in question.answers:
        answer.feedback = ""


@pytest.mark.parametrize("name", ["moodle", "qti"])
def test_many_gaps_of_every_sort_come_back(name):
    question = samples.gaps(name="Luki", **SAID)

    (back,) = there_and_back(name, question)

    assert bare(back, without=["identifier"]) == question


@pytest.mark.parametrize("name", ["moodle", "qti"])
def test_pictures_come_back_byte_for_byte(name):
    question = samples.with_picture()

    (back,) = there_and_back(name, question)

    shown = set(back.pictures)
    assert list(back.pictures.values()) == list(question.pictures.values())
    assert all(f'src="picture:{name}"' in back.stem + back.choices[2].html for name in shown)
    assert 'alt="mapa &amp; plan"' in back.stem


@pytest.mark.parametrize("name", ["moodle", "qti"])
def test_rules_of_grading_come_back(name):
    order = samples.ordering(is_whole=True)
    choice = samples.single(is_fixed=True)

    first, second = there_and_back(name, order, choice)

    assert (first.is_whole, second.is_fixed) == (True, True)


def test_all_or_nothing_comes_back_from_qti():
    first, second = there_and_back("qti", samples.multiple(is_whole=True), samples.matching(is_whole=True))

    assert (first.is_whole, second.is_whole) == (True, True)


def test_capitals_that_matter_and_a_unit_come_back_from_moodle():
    text, number = there_and_back(
        "moodle", samples.short_text(is_case_sensitive=True), samples.number(unit="km")
    )

    assert (text.is_case_sensitive, number.unit) == (True, "km")


def test_a_question_with_one_right_choice_comes_back_from_aiken():
    question = samples.single()
    question.choices = [Choice("A < B & C", samples.Decimal(1)), Choice("ґанок"), Choice("źdźbło")]
    for choice in question.choices:
        choice.html = aiken.from_plain(choice.html)

    reading = aiken.read(aiken.write([question]).content)

    (back,) = reading.questions
    assert bare(back) == replace(question, stem="Kto ustanawia opiekuna?")


@pytest.mark.parametrize("sample", samples.EVERY[1:])
def test_what_aiken_cannot_hold_is_named_and_not_written(sample):
    written = aiken.write([sample(), samples.single()])

    assert [(refusal.line, refusal.words) for refusal in written.refusals] == [
        (1, "Aiken holds only questions with one right choice.")
    ]
    assert len(aiken.read(written.content).questions) == 1


def test_what_gift_cannot_hold_is_named_and_not_written():
    written = gift_writing.write([samples.gaps(), samples.with_picture()])

    assert [refusal.words for refusal in written.refusals] == [
        "GIFT holds one gap in a question, and here there are more."
    ]
    assert [remark.words for remark in written.remarks] == ["GIFT holds no pictures; they stay behind."]


@pytest.mark.parametrize("name", ["gift", "moodle", "qti"])
@pytest.mark.parametrize(
    "words",
    [
        "a = b ~ c # d { e } f : g \\ h",
        "::name:: {=x} %50% -&gt; ####",
        "]]&gt; &lt;![CDATA[ &amp;amp; &lt;script&gt;",
        "nbsp:&nbsp;x „cudzysłów” – ґанок 👍",
        "[html] // $CATEGORY: x",
        "[[1]] \\n \\\\",
    ],
)
def test_signs_of_the_formats_are_only_signs_in_the_words_of_people(name, words):
    question = samples.single(about="")
    question.stem = question.choices[0].html = question.choices[0].feedback = words

    (back,) = there_and_back(name, question)

    assert (
        back.stem.removeprefix("<p>").removesuffix("</p>"),
        back.choices[0].html,
        back.choices[0].feedback,
    ) == (
        words,
        words,
        words,
    )
