"""Two spellings of a word meet, and two words that only look alike do not."""

import time

import pytest

from cms.search.folding import fold, search_keys, terms_of


def meets(asked, written):
    keys = search_keys(written).split()
    return all(any(term.meets(key) for key in keys) for term in terms_of(asked))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Świadczenia", "swiadczenia"),
        ("Łódź", "lodz"),
        ("Об’єднання", "обєднання"),
        ("ЇЖАК", "іжак"),
        ("ґанок", "ганок"),
    ],
)
def test_letters_are_compared_without_their_marks(written, plain):
    assert fold(written) == fold(plain) == plain


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("szkolenie", "szkoleń"),
        ("szkoleniami", "szkolenie"),
        ("swiadczeń", "świadczenia"),
        ("zasiłki", "zasiłek"),
        ("zasiłek", "zasiłków"),
        ("opieka", "w opiece"),
        ("dzieci", "dziecko"),
        ("опікун", "опікунів"),
        ("опіці", "опіка"),
        ("додатки", "додаток"),
        ("guardians", "the guardian’s duties"),
        ("families", "a family"),
    ],
)
def test_a_word_finds_its_other_forms(asked, written):
    assert meets(asked, written)


@pytest.mark.parametrize(
    "asked", ["Szewczenko", "Shevchenko", "Шевченко", "szewczenko", "SHEVCHENKO", "Шевченка"]
)
@pytest.mark.parametrize("written", ["Taras Szewczenko", "Taras Shevchenko", "Тарас Шевченко"])
def test_a_name_is_found_by_every_spelling(asked, written):
    assert meets(asked, written)


@pytest.mark.parametrize(
    ("asked", "written"), [("opika", "опіка"), ("psykholoh", "психолога"), ("логопед", "logopeda")]
)
def test_either_alphabet_finds_the_other(asked, written):
    assert meets(asked, written)


@pytest.mark.parametrize(
    "asked",
    [
        "71 784 96 06",
        "717849606",
        "+48 71 784 96 06",
        "0048717849606",
        "(71) 784-96-06",
        "784 96 06",
        "71 784",
    ],
)
def test_a_phone_is_found_however_it_is_grouped(asked):
    assert meets(asked, "Zadzwoń: 71 784 96 06.")


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("rower", "rowek"),
        ("sąd", "sanatorium"),
        ("dom", "odmowa"),
        ("71 784 96 07", "71 784 96 06"),
        ("A0", "A01"),
    ],
)
def test_other_words_are_not_mistaken_for_it(asked, written):
    assert not meets(asked, written)


def test_small_words_are_not_asked_for_unless_they_are_all_there_is():
    assert [term.word for term in terms_of("pomoc dla dzieci")] == ["pomoc", "dzieci"]
    assert [term.word for term in terms_of("dla")] == ["dla"]


def test_the_word_still_being_typed_is_the_beginning_of_any():
    (first, last) = terms_of("kurs po", still_typing=True)

    assert first.meets("kursy")
    assert last.meets("polski")


@pytest.mark.parametrize("sign", ["ch", "zh", "щ", "a ", "7 "])
def test_no_text_is_so_odd_that_folding_it_takes_long(sign):
    began = time.process_time()

    terms_of(sign * 5_000)
    search_keys(sign * 5_000)

    assert time.process_time() - began < 2
