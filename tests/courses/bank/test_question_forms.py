"""A coordinator writes a question of any kind in three languages, and changes it without losing anything."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.bank.backoffice.picture_field import end_with, picture_at_end
from courses.bank.backoffice.question_forms import FORMS
from courses.bank.mapping import keep
from courses.bank.typed import from_typed, to_typed
from courses.quizzes.kinds import KINDS
from tests.courses.bank import samples
from tests.courses.bank.pictures import PNG
from tests.factories.quizzes import WRITTEN

SAID = {"right": "<p>Dobrze!</p><p>Brawo.</p>", "wrong": "Jeszcze <em>raz</em>."}
MANY = (*samples.EVERY, samples.gaps)


def version_of(kind, words, key):
    told = {"pl": words, "uk": deepcopy(words)}
    return SimpleNamespace(
        kind=kind,
        key=key,
        words_pl=told["pl"],
        words_uk=told["uk"],
        words_en={},
        languages=["pl", "uk"],
        words=lambda: told["pl"],
    )


def as_posted(form):
    """What a browser sends of a form that nobody changed."""
    data = {"rows": str(getattr(form, "number", 1))}
    for bound in form:
        value = bound.value()
        if value not in {None, "", False}:
            data[bound.html_name] = "on" if value is True else str(value)
    return data


def saved(form):
    assert form.is_valid(), form.errors
    return form.words_with(form.kept_picture), form.cleaned_data["key"]


@pytest.mark.parametrize("sample", MANY)
def test_saving_without_a_change_changes_nothing_but_ids_of_gaps(sample):
    kept = keep(sample(**SAID))
    version = version_of(kept.kind, kept.words, kept.key)
    form_class = FORMS[kept.kind]

    words, key = saved(form_class(as_posted(form_class(version=version)), version=version))

    assert set(words) == {"pl", "uk"}
    assert _without_ids(words["pl"]) == _without_ids(kept.words)
    assert KINDS[kept.kind].right_response(words["pl"], key) == KINDS[kept.kind].right_response(
        kept.words, kept.key
    )


def _without_ids(words):
    """Remarks on single answers of gaps are named by ids that the form makes anew."""
    told = deepcopy(words)
    told.get("feedback", {}).pop("answers", None)
    told["stem"] = told["stem"].removeprefix("<p>").removesuffix("</p>")
    return told


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN if kind != "gap"])
def test_answers_keep_their_ids_through_a_change(kind):
    words, key = deepcopy(WRITTEN[kind])
    version = version_of(kind, words, key)
    form = FORMS[kind](version=version)
    data = as_posted(form) | {"stem_pl": "Inaczej?"}

    written, new_key = saved(FORMS[kind](data, version=version))

    assert KINDS[kind].known_ids(KINDS[kind].words_shape.model_validate(written["pl"])) == KINDS[
        kind
    ].known_ids(KINDS[kind].words_shape.model_validate(words))
    assert KINDS[kind].key_shape.model_validate(new_key) == KINDS[kind].key_shape.model_validate(key)


def test_a_new_question_needs_its_words_and_its_key():
    form = FORMS["single"]({"rows": "4", "choice_0_pl": "a", "choice_1_pl": "b"})

    assert not form.is_valid()
    assert form.errors[None if "__all__" not in form.errors else "__all__"]


def test_a_language_that_lacks_an_answer_is_named():
    data = {"rows": "4", "stem_pl": "Kto?", "stem_uk": "Хто?", "right_0": "on"}
    data |= {"choice_0_pl": "sąd", "choice_1_pl": "gmina", "choice_0_uk": "суд"}

    form = FORMS["single"](data)

    assert form.errors["stem_uk"] == ["Українська: An answer is empty."]
    assert "stem_pl" not in form.errors


def test_two_right_answers_of_one_are_refused():
    data = {"rows": "4", "stem_pl": "Kto?", "choice_0_pl": "a", "choice_1_pl": "b"}

    form = FORMS["single"](data | {"right_0": "on", "right_1": "on"})

    assert form.non_field_errors() == ["Mark only one answer as right, or make it a question with several."]


def test_whoever_gives_no_shares_gets_even_ones():
    data = {"rows": "4", "stem_pl": "Kto?", "choice_0_pl": "a", "choice_1_pl": "b", "choice_2_pl": "c"}

    _words, key = saved(FORMS["multiple"](data | {"right_0": "on", "right_1": "on"}))

    assert key == {"weights": {"c1": "0.50000", "c2": "0.50000", "c3": "-1.00000"}}


def test_steps_are_moved_by_their_numbers():
    data = {"rows": "4", "stem_pl": "Po kolei", "item_0_pl": "drugie", "place_0": "2"}

    words, key = saved(FORMS["ordering"](data | {"item_1_pl": "pierwsze", "place_1": "1"}))

    assert [one["html"] for one in words["pl"]["items"]] == ["pierwsze", "drugie"]
    assert key == {"order": ["c1", "c2"]}


def test_two_prompts_may_share_an_answer():
    data = {"rows": "4", "stem_pl": "Kto?", "prompt_0_pl": "a", "answer_0_pl": "sąd"}
    data |= {"prompt_1_pl": "b", "answer_1_pl": "sąd", "answer_2_pl": "gmina"}

    words, key = saved(FORMS["matching"](data))

    assert [one["text"] for one in words["pl"]["answers"]] == ["sąd", "gmina"]
    assert key == {"pairs": {"p1": "a1", "p2": "a1"}}


def test_gaps_are_typed_as_lines():
    data = {"rows": "4", "stem_pl": "Nad [[1]] od [[2]], [[3]].", "name_0": "1", "kind_0": "text"}
    data |= {"answers_0": "Odrą\n50% Odra", "name_1": "2", "kind_1": "number", "answers_1": "1000,5 ± 2"}
    data |= {"name_2": "3", "kind_2": "choice", "list_2_pl": "miasto\n25% gmina\nwieś", "worth_2": "2"}

    words, key = saved(FORMS["gap"](data))

    assert key["gaps"]["1"]["answers"] == [
        {"id": "g1t1", "texts": ["Odrą"]},
        {"id": "g1t2", "texts": ["Odra"], "weight": "0.5"},
    ]
    assert key["gaps"]["2"]["answers"] == [{"id": "g2n1", "value": "1000.5", "tolerance": "2"}]
    assert key["gaps"]["3"] == {"kind": "choice", "worth": "2", "weights": {"c1": "1", "c2": "0.25"}}
    assert [one["text"] for one in words["pl"]["choices"]["3"]] == ["miasto", "gmina", "wieś"]


def test_more_rows_come_without_complaints():
    form = FORMS["single"]({"rows": "4", "more_rows": "1", "choice_0_pl": "a"})

    assert (len(form.answer_rows), form.errors, form["choice_0_pl"].value()) == (8, {}, "a")


@pytest.mark.parametrize("rows", ["", "-1", "999999999999", "x", "0"])
def test_nobody_can_ask_for_endless_rows(rows):
    form = FORMS["single"]({"rows": rows})

    assert 1 <= len(form.answer_rows) <= 40


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Ile to 2 < 3 & 4?", "Ile to 2 &lt; 3 &amp; 4?"),
        ("jedno\ndrugie", "jedno<br>drugie"),
        ("jedno\n\ndrugie\ntrzecie", "<p>jedno</p><p>drugie<br>trzecie</p>"),
        ("<em>tak</em>", "<em>tak</em>"),
    ],
)
def test_what_is_typed_comes_back_as_it_was_typed(typed, html):
    assert (from_typed(typed), to_typed(html)) == (html, typed)


def test_a_program_that_is_typed_is_taken_out():
    assert from_typed("<b>x</b><script>alert(1)</script>") == "<b>x</b>"


def test_the_picture_stands_below_the_words_and_is_no_part_of_them():
    uuid = "0f2c61be-9f2b-4cf8-9d0f-1b8f6f2d9a11"
    stem = end_with("Co to?", uuid, 'mapa "Odry"')

    assert picture_at_end(stem) == ("<p>Co to?</p>", uuid, 'mapa "Odry"')


def test_a_picture_that_is_none_is_refused_beside_its_field():
    file = SimpleUploadedFile("mapa.png", b"%PDF-1.4")

    form = FORMS["true_false"]({"stem_pl": "Tak.", "truth": "true"}, {"picture": file})

    assert list(form.errors) == ["picture"]
    good = FORMS["true_false"](
        {"stem_pl": "Tak.", "truth": "true"}, {"picture": SimpleUploadedFile("mapa.png", PNG)}
    )
    assert good.is_valid()
