"""What an editor writes on a certificate is looked at before anybody gets such a paper."""

import pytest

from courses.certificates.wording import faults, filled


@pytest.mark.parametrize(
    "words",
    ["", "Zaświadczenie", "Zgodnie z art. 44, {name}: {hours} h, {days}", "Ґанок, їжак, підпис’", "a – b"],
)
def test_plain_words_and_known_placeholders_are_fine(words):
    assert faults(words) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Dla {pesel}", "{pesel}"),
        ("{Name}", "{Name}"),
        ("{}", "{}"),
        ("{name!r} {name.family}", "{name!r}, {name.family}"),
        ("Brawo 🎉", "🎉"),
        ("Ola ♥ and 漢", "♥ 漢"),
    ],
)
def test_what_cannot_be_filled_in_or_drawn_is_named(words, named):
    told = faults(words)

    assert len(told) == 1
    assert named in told[0]


@pytest.mark.parametrize("words", ["{name", "name}", "{{name}}"])
def test_a_bracket_that_stands_alone_is_told(words):
    assert faults(words)


def test_each_fault_is_a_sentence_of_its_own():
    assert len(faults("{pesel} { 🎉")) == 3


def test_placeholders_are_filled_in_and_nothing_else_is_touched():
    values = {"name": "Oksana {hours}", "hours": "6"}

    assert filled("{name}: {hours} h {pesel}", values) == "Oksana {hours}: 6 h {pesel}"
