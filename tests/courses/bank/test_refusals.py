"""A broken, hostile or foreign file is answered by line, and what could be read of it is not lost."""

import base64
import time

import pytest

from courses.bank.formats import FORMATS, aiken, gift_reading, moodle_reading, recognise
from courses.bank.formats.moodle_writing import write as write_moodle
from courses.bank.formats.qti_package import write as write_qti
from courses.bank.formats.qti_writing import write_item
from tests.courses.bank import samples

GOOD = "Ile to 2 + 2? {=4 =cztery}"


def told(reading):
    return [(refusal.line, refusal.words) for refusal in reading.refusals]


@pytest.mark.parametrize(
    ("bad", "line", "words"),
    [
        ("Napisz esej. {}", 3, "This asks for an essay, which is not among the kinds of question here."),
        ("Tekst bez odpowiedzi.", 3, "This is a text without answers, and so no question."),
        (
            "Otwarty {=tak ~nie",
            3,
            "The curly brackets of the answers do not match. Is one missing, or a blank line too many?",
        ),
        (
            "Dwa\nmiejsca {=tak}\ni {=nie}",
            5,
            "There are answers in several places. GIFT knows only one place in a question.",
        ),
        ("Ile? {#abc}", 3, "“abc” is not a number."),
        ("Ile? {#1:-2}", 3, "A number cannot be off by less than nothing."),
        ("Ile? {#5..1}", 3, "In the span “5..1” the first number is the greater one."),
        ("Ile? {#1e999999999}", 3, "“1e999999999” is not a number."),
        ("Kto? {~%250%a ~b}", 3, "A choice counts 250%. It must be from -100 to 100."),
        ("Kto? {=a ~}", 3, "A choice is empty."),
        ("Pary {=a -> b}", 3, "Matching needs at least two pairs."),
        ("Pary {=a -> b =c ->}", 3, "In a pair, the part after -> is empty."),
        ("{=a ~b}", 3, "The question itself is missing: nothing stands before the answers."),
        (
            "Kto? {tak}",
            3,
            "Answers begin with = or ~, with T or F, or with # for a number; here stands “tak”.",
        ),
        (
            "Po kolei {>3 ALL VERTICAL ABSOLUTE HIDE\njedno\n}",
            3,
            "There are fewer than two things to put in order.",
        ),
    ],
)
def test_gift_names_the_line_of_a_slip_and_reads_on(bad, line, words):
    content = f"// plik\n\n{bad}\n\n{GOOD}\n"

    reading = gift_reading.read(content.encode())

    assert told(reading) == [(line, words)]
    assert [question.answers[0].text for question in reading.questions] == ["4"]


@pytest.mark.parametrize(
    ("bad", "line", "words"),
    [
        ("Kto?\nA. Jan\nB. Anna\n", 3, "No line says which choice is right, such as “ANSWER: A”."),
        (
            "Kto?\nA. Jan\nANSWER: A\n",
            3,
            "At least two choices are needed, each on a line such as “A. Words”.",
        ),
        ("Kto?\nA. Jan\nB. Anna\nANSWER: C\n", 4, "No choice has the letter “C”."),
        ("Kto?\nA. Jan\nA. Anna\nANSWER: A\n", 3, "The letter A stands here twice."),
        ("A. Jan\nB. Anna\nANSWER: A\n", 3, "There is no question before this line."),
        (
            "Kto?\nA. Jan\ni Ola\nB. Anna\nANSWER: A\n",
            3,
            "After the choices only a line such as “ANSWER: A” may follow. A choice is one line long.",
        ),
    ],
)
def test_aiken_names_the_line_of_a_slip_and_reads_on(bad, line, words):
    reading = aiken.read(f"{bad}\nA kto teraz?\nA) Jan\nB) Anna\nANSWER: b\n".encode())

    assert told(reading) == [(line, words)]
    assert [choice.share for choice in reading.questions[0].choices] == [0, 1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_aiken_with_blank_lines_and_lines_of_any_end_is_read_whole(end):
    lines = ["", "Kto?", "", "A) Jan", "", "", "B)Anna", "", "ANSWER: B", "", "", "Gdzie?", "A. tu", "B. tam"]

    reading = aiken.read(end.join([*lines, "", "ANSWER: A", ""]).encode())

    assert reading.refusals == []
    assert [(question.line, question.stem) for question in reading.questions] == [(2, "Kto?"), (12, "Gdzie?")]
    assert [choice.html for choice in reading.questions[0].choices] == ["Jan", "Anna"]


def test_a_file_cut_in_the_middle_gives_what_was_whole():
    content = write_moodle([samples.single(), samples.matching(), samples.number()]).content

    reading = moodle_reading.read(content[: content.index(b'type="numerical"') + 60])

    assert [question.kind for question in reading.questions] == ["single", "matching"]
    assert reading.refusals[0].what.startswith('<question type="numerical">')
    assert len(reading.refusals) == 2


@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>',
        b'<!DOCTYPE quiz [<!ENTITY f SYSTEM "file:///etc/passwd">]><quiz>&f;</quiz>',
        b'<!DOCTYPE quiz SYSTEM "http://example.org/q.dtd"><quiz></quiz>',
    ],
)
@pytest.mark.parametrize("name", ["moodle", "qti"])
def test_xml_that_would_swell_or_reach_out_is_refused(name, bomb):
    reading = FORMATS[name].read(bomb)

    assert reading.questions == []
    assert [refusal.words.split(",")[0] for refusal in reading.refusals] == [
        "The file declares entities or a document type"
    ]


def test_xml_nested_beyond_reason_is_refused():
    reading = moodle_reading.read(b"<quiz>" + b"<a>" * 5000)

    assert [refusal.words for refusal in reading.refusals] == [
        "<a> is no question of Moodle XML.",
        "The file is nested deeper or longer than any list of questions.",
    ]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            '<question type="essay"><questiontext><text>Pisz</text></questiontext></question>',
            "An essay has no place here",
        ),
        (
            '<question type="description"><questiontext><text>Czytaj</text></questiontext></question>',
            "This is a text without a question",
        ),
        ('<question type="calculated"/>', "Questions of the type “calculated” have no place here"),
        (
            '<question type="multichoice"><questiontext><text>Kto?</text></questiontext></question>',
            "There are fewer than two choices",
        ),
        (
            '<question type="shortanswer"><questiontext><text>Kto?</text></questiontext></question>',
            "No answer is right",
        ),
        (
            '<question type="truefalse"><questiontext><text>Kto?</text></questiontext></question>',
            "Both answers are needed",
        ),
        (
            '<question type="cloze"><questiontext><text>Bez luk</text></questiontext></question>',
            "There is no gap in this text",
        ),
        (
            '<question type="cloze"><questiontext><text>{1:REGEXP:=a}</text></questiontext></question>',
            "A gap of the kind REGEXP is not held here",
        ),
        (
            '<question type="multichoice"><answer fraction="999"><text>a</text></answer></question>',
            "A choice counts 999%",
        ),
    ],
)
def test_what_moodle_holds_beyond_us_is_named_by_its_line(question, words):
    reading = moodle_reading.read(f"<?xml version='1.0'?>\n<quiz>\n\n{question}\n</quiz>".encode())

    assert reading.questions == []
    assert [(refusal.line, refusal.words.startswith(words)) for refusal in reading.refusals] == [(4, True)]


@pytest.mark.parametrize("name", ["moodle", "gift", "qti"])
def test_programs_in_the_words_stay_outside(name):
    question = samples.single()
    question.stem = "<p onclick='x()'>Kto?<script>alert(1)</script><img src=x onerror=alert(1)></p>"
    question.choices[0].html = "<a href='javascript:x'>sąd</a><iframe src='//evil'></iframe>"

    (back,) = FORMATS[name].read(FORMATS[name].write([question]).content).questions or [None]

    assert "script" not in back.stem + back.choices[0].html
    assert "on" not in back.stem.replace("<p>", "").replace("</p>", "")
    assert "sąd" in back.choices[0].html


def test_a_picture_from_another_server_is_left_out_and_said():
    content = """<quiz><question type="shortanswer"><questiontext format="html">
    <text><![CDATA[<p>Co to?<img src="https://example.org/spy.png"></p>]]></text></questiontext>
    <answer fraction="100"><text>mapa</text></answer></question></quiz>"""

    (question,) = moodle_reading.read(content.encode()).questions

    assert question.stem == "<p>Co to?</p>"
    assert [remark.words for remark in question.remarks] == [
        "A picture lies on another server and was left out."
    ]


def test_a_damaged_picture_is_left_out_and_said():
    content = f"""<quiz><question type="shortanswer"><questiontext format="html"><text>Co to?</text>
    <file name="a.png" encoding="base64">!!!</file>
    <file name="b.pdf" encoding="base64">{base64.b64encode(b"x").decode()}</file></questiontext>
    <answer fraction="100"><text>mapa</text></answer></question></quiz>"""

    (question,) = moodle_reading.read(content.encode()).questions

    assert [remark.words for remark in question.remarks] == [
        "The picture a.png is damaged and was left out.",
        "The file b.pdf is no picture and was left out.",
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (write_qti([samples.single()]).content, "qti"),
        (write_item(samples.single(), "q").encode(), "qti"),
        (write_moodle([samples.single()]).content, "moodle"),
        (b"Kto?\nA. x\nB. y\nANSWER: A", "aiken"),
        (GOOD.encode(), "gift"),
        (GOOD.encode("utf-16"), "gift"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", ""),
        (b"<html><body>nic</body></html>", ""),
        (b"Lista zakupow", ""),
        (b"", ""),
    ],
)
def test_a_format_is_recognised_by_what_stands_in_the_file(content, name):
    assert recognise(content) == name


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "content", [b"", b"\0\0\0", b"\xff\xfe", b"PK\x03\x04", b"<", b"{", b"}{", b"::", b"=" * 999]
)
def test_nothing_that_is_sent_makes_a_reader_fall(name, content):
    assert FORMATS[name].read(content).questions == []


def test_a_flood_of_answers_is_refused_before_they_are_cleaned():
    started = time.process_time()

    gift = gift_reading.read(b"Kto? {" + b"~a=b" * 20_000 + b"}")
    aiken_file = aiken.read(b"Kto?\n\n" * 20_000)

    assert (len(gift.refusals), len(aiken_file.refusals)) == (1, 1)
    assert time.process_time() - started < 2
