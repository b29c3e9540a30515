"""Every kind of question is graded fairly, and takes whatever a browser sends for what it is."""

import copy
import math
from decimal import Decimal
from random import Random

import pytest
from django.utils import translation

from courses.quizzes import kinds
from courses.quizzes.kinds.typed import fits, readings
from tests.factories.quizzes import RIGHT, WRITTEN

TABLE = [
    ("single", {"choice": "right"}, "1"),
    ("single", {"choice": "later"}, "0.5"),
    ("single", {"choice": "never"}, "0"),
    ("multiple", {"choices": ["school", "court"]}, "1"),
    ("multiple", {"choices": ["court"]}, "0.5"),
    ("multiple", {"choices": ["court", "court"]}, "0.5"),
    ("multiple", {"choices": ["court", "school", "bank"]}, "0"),
    ("multiple", {"choices": ["bank"]}, "0"),
    ("true_false", {"value": True}, "1"),
    ("true_false", {"value": False}, "0"),
    ("matching", {"pairs": {"p1": "p1", "p2": "p2"}}, "1"),
    ("matching", {"pairs": {"p1": "p1", "p2": "p3"}}, "0.5"),
    ("matching", {"pairs": {"p2": "p2"}}, "0.5"),
    ("matching", {"pairs": {"p1": "p2", "p2": "p1"}}, "0"),
    ("ordering", {"order": ["1", "2", "3"]}, "1"),
    ("ordering", {"order": ["1", "3", "2"]}, "0.33333"),
    ("ordering", {"order": ["", "2", ""]}, "0.33333"),
    ("ordering", {"order": ["3", "1", "2"]}, "0"),
    ("number", {"text": "1000.5"}, "1"),
    ("number", {"text": " 1 000,5 H "}, "1"),
    ("number", {"text": "1,000.5"}, "1"),
    ("number", {"text": "1.000,5"}, "1"),
    ("number", {"text": "1,000"}, "0.5"),
    ("number", {"text": "998"}, "0.5"),
    ("number", {"text": "1e3"}, "0.5"),
    ("number", {"text": "997,9"}, "0"),
    ("number", {"text": "−1000.5"}, "0"),
    ("short_text", {"text": "gmina"}, "1"),
    ("short_text", {"text": "  GMINA   wrocław! "}, "1"),
    ("short_text", {"text": "Громада"}, "1"),
    ("short_text", {"text": "the commune"}, "1"),
    ("short_text", {"text": "moja gmina"}, "0"),
    ("gap", {"gaps": {"who": "sąd", "days": "30", "how": "right"}}, "1"),
    ("gap", {"gaps": {"who": "Court", "days": "31"}}, "0.5"),
    ("gap", {"gaps": {"how": "right"}}, "0.5"),
    ("gap", {"gaps": {"who": "police", "days": "90", "how": "no"}}, "0"),
]
HUGE = "9" * 1_000_000
HOSTILE = [
    None,
    True,
    0,
    math.nan,
    math.inf,
    "",
    "right",
    HUGE,
    b"right",
    [],
    ["right"],
    {},
    {
        "choice": None,
        "choices": None,
        "value": None,
        "pairs": None,
        "order": None,
        "text": None,
        "gaps": None,
    },
    {"choice": 1, "choices": 1, "value": 1, "pairs": 1, "order": 1, "text": 1, "gaps": 1},
    {
        "choice": ["right"],
        "choices": "court",
        "value": "true",
        "pairs": [],
        "order": {},
        "text": [],
        "gaps": [],
    },
    {"choice": {"choice": "right"}, "choices": [["court"], {}], "value": [True], "pairs": {"p1": ["p1"]}},
    {
        "choice": "unknown",
        "choices": ["unknown"],
        "pairs": {"x": "y"},
        "order": ["x"] * 3,
        "gaps": {"x": "y"},
    },
    {"choice": HUGE, "choices": [HUGE] * 3, "pairs": {HUGE: HUGE}, "order": [HUGE] * 3, "text": HUGE},
    {"order": ["1", "1", "1"]},
    {"order": ["1", "2", "3", "1"]},
    {"pairs": {"p1": None, None: "p1"}, "gaps": {"who": None, "days": math.nan, "how": ["right"]}},
    {"text": "NaN", "gaps": {"days": "NaN"}},
    {"text": "Infinity", "gaps": {"days": "-inf"}},
    {"text": "1e999999999", "gaps": {"days": HUGE}},
    {"text": "1000,5,5"},
    {"text": "\x00\ud800"},
    {"text": "*", "gaps": {"who": "*"}},
    {"text": "１０００'; DROP TABLE answers; --"},
    {"places": {0: "0"}, "shown": "right"},
    {"places": {0: HUGE, 2: ["0"]}, "shown": [None]},
]


@pytest.mark.parametrize(("kind", "response", "share"), TABLE)
def test_an_answer_earns_what_it_is_worth(kind, response, share):
    words, key = WRITTEN[kind]

    assert kinds.grade(kind, words, key, response) == Decimal(share)


@pytest.mark.parametrize("kind", WRITTEN)
def test_whatever_is_no_answer_earns_nothing_and_breaks_nothing(kind):
    words, key = WRITTEN[kind]

    earned = [number for number, one in enumerate(HOSTILE) if kinds.grade(kind, words, key, one) != 0]

    assert earned == []


@pytest.mark.parametrize("kind", WRITTEN)
def test_an_answer_nested_a_thousand_deep_is_no_answer(kind):
    words, key = WRITTEN[kind]
    nested = copy.deepcopy(RIGHT[kind])
    for _level in range(1_000):
        nested = dict.fromkeys(RIGHT[kind], nested)

    assert kinds.grade(kind, words, key, nested) == 0


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_is_written_in_order_has_no_faults_and_its_right_answer_earns_all(kind):
    words, key = WRITTEN[kind]

    assert kinds.check(kind, words, key) == []
    assert kinds.grade(kind, words, key, kinds.KINDS[kind].right_response(words, key)) == 1
    assert kinds.grade(kind, words, key, RIGHT[kind]) == 1


@pytest.mark.parametrize("kind", WRITTEN)
def test_words_and_keys_of_another_shape_are_told_and_not_raised(kind):
    words, key = WRITTEN[kind]
    hostile = [None, 7, "words", [], {"stem": 3}, {"stem": "x", "extra": 1}, {"stem": HUGE}]

    assert [one for one in hostile if not kinds.check(kind, one, key)] == []
    assert [one for one in hostile if not kinds.check(kind, words, one)] == []


BROKEN = [
    ("single", "weights", {"right": "0.5"}, "Mark the answer that is right."),
    ("single", "weights", {"right": 1, "x": 0}, "The key names an answer that is not there."),
    ("single", "weights", {"right": math.nan}, "“weights.right” is not what belongs there."),
    ("single", "weights", {"right": 2}, "“weights.right” is not what belongs there."),
    ("multiple", "weights", {"court": -1}, "Mark the answers that are right."),
    ("matching", "pairs", {"p1": "p1"}, "Say for each entry what belongs to it."),
    ("ordering", "order", ["1", "2", "2"], "The right order must hold every entry once."),
    ("number", "answers", [], "Give at least one answer that is right."),
    ("number", "answers", [{"id": "a", "value": "Infinity"}], "“answers.0.value” is not what belongs there."),
    ("short_text", "answers", [{"id": "a", "texts": [" "]}], "An answer is empty."),
    ("short_text", "answers", [{"id": "a", "texts": []}], "“answers.0.texts” is empty."),
    ("gap", "gaps", {}, "Say for each gap of the text what is right."),
]


@pytest.mark.parametrize(("kind", "name", "wrong", "fault"), BROKEN)
def test_what_cannot_be_asked_is_said_in_a_sentence(kind, name, wrong, fault):
    words, key = WRITTEN[kind]

    with translation.override("en"):
        assert kinds.check(kind, words, key | {name: wrong}) == [fault]


def test_every_language_names_the_same_answers():
    words, key = WRITTEN["single"]
    other = words | {"choices": words["choices"][:2]}

    assert kinds.check_languages("single", {"en": words, "uk": words}, key) == {}
    assert list(kinds.check_languages("single", {"en": words, "uk": other}, key)) == ["uk"]
    assert list(kinds.check_languages("single", {"en": {}, "uk": {}}, key)) == [""]


def chance(seed):
    return Random(seed)  # noqa: S311 - the same each time


def sent(kind, shown):  # noqa: PLR0911
    """The form a page would send for the right answer, by the places shown."""
    words, _key = WRITTEN[kind]
    at = {name: str(place) for place, name in enumerate(shown)}
    match kind:
        case "single":
            return {"q": [at["right"]]}
        case "multiple":
            return {"q": [at["school"], at["court"]]}
        case "true_false":
            return {"q": ["true"]}
        case "matching":
            return {f"q.{n}": [at[one["id"]]] for n, one in enumerate(words["prompts"])}
        case "ordering":
            return {f"q.{place}": [str(int(name) - 1)] for place, name in enumerate(shown)}
        case "gap":
            return {"q.0": ["суд"], "q.1": ["30"], "q.2": [at["how.right"]]}
        case _:
            return {"q": [RIGHT[kind]["text"]]}


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_form_is_read_by_the_places_its_reader_was_shown(kind):
    words, key = WRITTEN[kind]
    asked = kinds.KINDS[kind]
    shown = asked.order(words, key, is_shuffled=True, chance=chance(7))

    response = asked.tidy(words, asked.read(sent(kind, shown), "q", shown))

    assert kinds.grade(kind, words, key, response) == 1
    assert asked.tidy(words, response) == response


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_form_with_other_places_is_no_right_answer(kind):
    words, key = WRITTEN[kind]
    asked = kinds.KINDS[kind]
    shown = asked.order(words, key, is_shuffled=False, chance=chance(7))
    earned = []

    for value in ("", "-1", "99999999999999999999", "٣", "1.5", "right", "\x00", "9" * 100_000):
        posted = {"q": [value], **{f"q.{n}": [value] for n in range(70)}}
        response = asked.tidy(words, asked.read(posted, "q", shown))
        if kinds.grade(kind, words, key, response) != 0:
            earned.append(value[:20])

    assert earned == []


def test_things_to_order_never_stand_in_order_and_answers_to_match_are_mixed():
    words, key = WRITTEN["ordering"]

    shown = [
        kinds.KINDS["ordering"].order(words, key, is_shuffled=False, chance=chance(n)) for n in range(50)
    ]

    assert key["order"] not in shown
    assert {len(set(one)) for one in shown} == {3}


def test_a_scale_keeps_its_order():
    words, key = WRITTEN["single"]

    shown = kinds.KINDS["single"].order(words, key | {"is_fixed": True}, is_shuffled=True, chance=chance(1))

    assert shown == ["right", "later", "never"]


def test_only_exactly_the_right_ones_count_where_it_is_asked():
    words, key = WRITTEN["multiple"]
    whole = key | {"is_whole": True}

    assert kinds.grade("multiple", words, whole, {"choices": ["court"]}) == 0
    assert kinds.grade("multiple", words, whole, {"choices": ["court", "school"]}) == 1


@pytest.mark.parametrize(
    ("typed", "pattern", "is_met"),
    [
        ("Nie ma za co", "nie * co", True),
        ("nie co", "nie*co", True),
        ("nieco", "nie*eco", False),
        ("2 * 2", r"2 \* 2", True),
        ("2 x 2", r"2 \* 2", False),
        ("п’ять", "п'ять", True),
        ("ﬁle", "file", True),
        ("a" * 500, "*a*a*a*a*a*a*a*a*a*a*a*b", False),
    ],
)
def test_typed_words_are_read_kindly(typed, pattern, is_met):
    assert fits(typed, pattern) is is_met


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("3,5", ["3.5"]), ("1,000", ["1.000", "1000"]), ("1.234.567,8", ["1234567.8"]), ("٣", []), ("0x1f", [])],
)
def test_numbers_are_read_as_in_wroclaw_and_in_london(typed, numbers):
    assert readings(typed) == [Decimal(number) for number in numbers]
