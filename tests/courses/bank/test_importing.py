"""A file is looked through first; what is ticked comes into the bank, and nothing comes twice."""

import pytest

from courses.bank import importing
from courses.bank.exporting import export
from courses.bank.formats.moodle_writing import write as write_moodle
from courses.bank.importing import State, bring, look_through, put_away, take
from courses.models import QuestionImport, QuestionVersion
from tests.courses.bank import samples
from tests.factories.quizzes import BankFactory, question

pytestmark = pytest.mark.django_db
FILE = """Kto ustanawia opiekuna? {=sąd ~gmina}

Napisz esej. {}

Opiekun podpisuje zgodę. {T}
"""


def brought(bank, content, *, file_format="gift", language="pl"):
    content = content.encode() if isinstance(content, str) else content
    return bring(bank, content, name="plik", file_format=file_format, language=language, encoding="", by=None)


def everything(imported):
    return {found.number for found in look_through(imported).found}


def test_looking_through_puts_nothing_into_the_bank():
    bank = BankFactory()

    look = look_through(brought(bank, FILE))

    assert [(found.kept.kind, found.state) for found in look.found] == [
        ("single", State.NEW),
        ("true_false", State.NEW),
    ]
    assert [refusal.line for refusal in look.refusals] == [3]
    assert not bank.questions.exists()


def test_only_what_is_ticked_is_taken():
    bank = BankFactory()

    taken = take(brought(bank, FILE), {2}, by=None)

    assert taken.added == 1
    version = bank.questions.get().current
    assert (version.kind, version.languages, version.key) == ("true_false", ["pl"], {"right": True})


def test_taking_twice_and_bringing_the_file_again_adds_nothing():
    bank = BankFactory()
    imported = brought(bank, FILE)
    take(imported, everything(imported), by=None)

    again = brought(bank, FILE)
    taken = take(again, everything(again), by=None)

    assert (taken.added, taken.changed, bank.questions.count()) == (0, 0, 2)
    assert {found.state for found in look_through(again).found} == {State.HERE}


def test_a_question_that_cannot_be_asked_is_listed_and_the_rest_can_be_taken():
    bank = BankFactory()
    imported = brought(bank, "Kto? {~%50%a ~%-50%b}\n\nGdzie? {~%90%=tu}\n\nIle? {=%50%x}\n\nTak. {T}")

    look = look_through(imported)
    take(imported, everything(imported), by=None)

    assert [(refusal.line, refusal.words) for refusal in look.refusals] == [
        (3, "A choice is empty."),
        (5, "Give at least one answer that is right."),
    ]
    assert bank.questions.count() == 2


def test_an_export_that_comes_back_in_another_language_joins_its_questions():
    bank = BankFactory()
    made = [question(kind, bank=bank) for kind in ("single", "matching", "ordering", "gap", "short_text")]
    written, missing = export(bank.questions.with_current(), file_format="moodle", language="en")
    assert (written.refusals, missing) == ([], [])

    translated = written.content.decode().replace("The court", "Суд").replace("When do you call?", "Коли?")
    imported = brought(bank, translated, file_format="moodle", language="uk")
    states = {found.state for found in look_through(imported).found}
    taken = take(imported, everything(imported), by=None)

    assert states == {State.TRANSLATES}
    assert (taken.added, taken.changed, bank.questions.count()) == (0, 5, 5)
    for each in made:
        assert each.current.languages == ["uk", "en"]
        assert each.versions.count() == 2
    assert made[0].current.words_uk["stem"] == "<p>Коли?</p>"
    assert made[0].current.key["weights"]["right"] == 1


def test_an_export_that_comes_back_unchanged_changes_nothing():
    bank = BankFactory()
    for kind in ("single", "multiple", "true_false", "number"):
        question(kind, bank=bank)
    written, _missing = export(bank.questions.with_current(), file_format="moodle", language="en")
    imported = brought(bank, written.content, file_format="moodle", language="en")

    take(imported, everything(imported), by=None)

    assert QuestionVersion.objects.filter(question__bank=bank).count() == 4


def test_what_nobody_has_written_in_a_language_is_not_exported_in_it():
    one = question("single")

    written, missing = export(type(one).objects.with_current(), file_format="gift", language="pl")

    assert (missing, written.content.strip()) == ([one], b"")


def test_pictures_are_kept_once_and_shown_by_their_own_name():
    bank = BankFactory()
    content = write_moodle([samples.with_picture()]).content
    imported = brought(bank, content, file_format="moodle")

    take(imported, {1}, by=None)

    picture = bank.pictures.get()
    words = bank.questions.get().current.words_pl
    assert f'src="picture:{picture.uuid}"' in words["stem"]
    assert f'src="picture:{picture.uuid}"' in words["choices"][2]["html"]


def test_pictures_go_out_again_with_the_questions():
    bank = BankFactory()
    imported = brought(bank, write_moodle([samples.with_picture()]).content, file_format="moodle")
    take(imported, {1}, by=None)

    for file_format in ("moodle", "qti"):
        written, _missing = export(bank.questions.with_current(), file_format=file_format, language="pl")
        back = look_through(brought(BankFactory(), written.content, file_format=file_format))
        assert [list(found.read.pictures.values()) for found in back.found] == [
            list(back.found[0].read.pictures.values())
        ]
        assert len(back.found[0].read.pictures) == 1


def test_a_picture_that_is_none_stays_out_and_is_named():
    question_ = samples.with_picture()
    question_.pictures = dict.fromkeys(question_.pictures, b"GIF89a not really")
    bank = BankFactory()
    imported = brought(bank, write_moodle([question_]).content, file_format="moodle")

    look = look_through(imported)
    take(imported, {1}, by=None)

    assert len(look.found[0].remarks) == 2
    assert not bank.pictures.exists()


def test_putting_a_file_away_keeps_what_was_taken(django_capture_on_commit_callbacks):
    bank = BankFactory()
    imported = brought(bank, FILE)
    take(imported, {1}, by=None)
    storage, name = imported.file.storage, imported.file.name

    with django_capture_on_commit_callbacks(execute=True):
        put_away(imported)

    assert (QuestionImport.objects.exists(), storage.exists(name), bank.questions.count()) == (
        False,
        False,
        1,
    )


def test_a_file_with_more_than_anybody_can_look_through_is_cut_and_says_where(monkeypatch):
    monkeypatch.setattr(importing, "MOST_QUESTIONS", 1)

    look = look_through(brought(BankFactory(), FILE))

    assert [found.read.line for found in look.found] == [1]
    assert [refusal.line for refusal in look.refusals] == [3, 5]
