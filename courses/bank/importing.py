"""A file of questions is looked through first, and only then taken: what was ticked, and no more."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.cleaning import in_one_line
from courses.bank.formats import FORMATS
from courses.bank.formats.shape import Reading, Refusal, Remark
from courses.bank.joining import Unlike, join
from courses.bank.mapping import Kept, keep
from courses.bank.pictures import about_pictures, with_pictures
from courses.models import Question, QuestionImport
from courses.quizzes.errors import NotFit
from courses.quizzes.questions import fit, revise_question, write_question

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from courses.bank.formats.shape import ReadQuestion
    from courses.models import Bank, QuestionVersion
    from lms.people.models import Person

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
MOST_TOPIC = 120
MOST_QUESTIONS = 1_000


class State(models.TextChoices):
    """What taking a question would do."""

    NEW = "new", gettext_lazy("new")
    TRANSLATES = "translates", gettext_lazy("adds a language")
    CHANGES = "changes", gettext_lazy("changes a question")
    HERE = "here", gettext_lazy("already in the bank")


@dataclass
class Found:
    """One question of a file. ``number`` names it as long as the file is the same."""

    number: int
    read: ReadQuestion
    kept: Kept
    state: State
    question: Question | None = None
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_proposed(self) -> bool:
        return self.state != State.HERE


@dataclass
class Look:
    """All that came of a file."""

    found: list[Found]
    refusals: list[Refusal]
    remarks: list[Remark]
    encoding: str


@dataclass
class Taken:
    added: int = 0
    changed: int = 0
    refused: int = 0


def bring(
    bank: Bank,
    content: bytes,
    *,
    name: str,
    file_format: str,
    language: str,
    encoding: str,
    by: Person | None,
) -> QuestionImport:
    """Keep a file to be looked through."""
    imported = QuestionImport(
        bank=bank, name=name[:200], format=file_format, language=language, encoding=encoding, by=by
    )
    imported.file.save(f"{uuid.uuid4()}.{FORMATS[file_format].extension}", ContentFile(content), save=False)
    imported.save()
    return imported


def put_away(imported: QuestionImport) -> None:
    """Forget a file, once that is certain. What was taken from it stays."""
    storage, name = imported.file.storage, str(imported.file.name)
    imported.delete()
    transaction.on_commit(lambda: storage.delete(name))


def read(imported: QuestionImport) -> Reading:
    with imported.file.open("rb") as file:
        content = file.read()
    return FORMATS[imported.format].read(content, encoding=imported.encoding)


def look_through(imported: QuestionImport) -> Look:
    """What could be taken, and what could not and why. Changes nothing."""
    reading = read(imported)
    look = Look([], reading.refusals[:MOST_QUESTIONS], reading.remarks, reading.encoding)
    for too_many in (reading.questions[MOST_QUESTIONS:], reading.refusals[MOST_QUESTIONS:]):
        if too_many:
            told = _(
                "Here the questions end that one file may hold: %(most)d. Please bring the rest in another."
            )
            look.refusals.append(Refusal(too_many[0].line, told % {"most": MOST_QUESTIONS}))
    del reading.questions[MOST_QUESTIONS:]
    here = _Here(imported.bank, imported.language, reading.questions)
    for number, question in enumerate(reading.questions, start=1):
        try:
            look.found.append(here.place(number, question))
        except NotFit as error:
            told = " ".join(dict.fromkeys(fault for faults in error.faults.values() for fault in faults))
            called = " ".join([question.place, question.name or in_one_line(question.stem)]).strip()[:120]
            look.refusals.append(Refusal(question.line, told, called))
    look.refusals.sort(key=lambda refusal: refusal.line)
    return look


@transaction.atomic
def take(imported: QuestionImport, numbers: Collection[int], *, by: Person | None) -> Taken:
    """Put these questions into the bank. What is there already is left alone, so it is safe to repeat."""
    taken = Taken()
    for found in look_through(imported).found:
        if found.number not in numbers or found.state == State.HERE:
            continue
        words = with_pictures(imported.bank, found.kept.words, found.read.pictures)
        try:
            with transaction.atomic():
                _write(imported, found, words, by=by)
        except NotFit:
            taken.refused += 1
            continue
        if found.question is None:
            taken.added += 1
        else:
            taken.changed += 1
    return taken


def _write(imported: QuestionImport, found: Found, words: dict[str, Any], *, by: Person | None) -> None:
    kept, language = found.kept, imported.language
    if found.question is None:
        topic = found.read.topic[:MOST_TOPIC]
        write_question(
            imported.bank, kind=kept.kind, words={language: words}, key=kept.key, topic=topic, by=by
        )
        return
    written = _all_words(found.question.current)
    revise_question(found.question, kind=kept.kind, words={**written, language: words}, key=kept.key, by=by)


def _all_words(version: QuestionVersion | None) -> dict[str, Any]:
    return {code: getattr(version, f"words_{code}") for code in version.languages} if version else {}


class _Here:
    """What is in the bank already, read once for a whole file."""

    def __init__(self, bank: Bank, language: str, questions: Iterable[ReadQuestion]) -> None:
        self.language = language
        own = list(bank.questions.in_use().with_current())
        self.by_uuid = {str(question.uuid): question for question in own}
        self.stems = {
            (version.kind, _stem(words))
            for version in (question.current for question in own)
            if version and (words := getattr(version, f"words_{language}"))
        }

    def place(self, number: int, read: ReadQuestion) -> Found:
        """Raises NotFit where it cannot be asked as it is."""
        kept, remarks = keep(read), list(read.remarks) + about_pictures(read)
        question, state = self._original(read), State.NEW
        if question and (version := question.current):
            try:
                kept = join(kept, version)
                state = State.CHANGES if self.language in version.languages else State.TRANSLATES
                if _written(kept, self.language) == getattr(version, f"words_{self.language}"):
                    state = State.HERE
            except Unlike:
                question = None
                told = _(
                    "Its answers are not those of the question it was written from. It comes as a new one."
                )
                remarks.append(Remark(read.line, told))
        if question is None and (kept.kind, _stem(kept.words)) in self.stems:
            state = State.HERE
        fit(kept.kind, {self.language: kept.words}, kept.key)
        return Found(number, read, kept, state, question, remarks)

    def _original(self, read: ReadQuestion) -> Question | None:
        told = UUID.search(read.identifier)
        return self.by_uuid.get(told[0].lower()) if told else None


def _written(kept: Kept, language: str) -> Any:
    return fit(kept.kind, {language: kept.words}, kept.key)[f"words_{language}"]


def _stem(words: dict[str, Any]) -> str:
    return in_one_line(words.get("stem", "")).casefold()
