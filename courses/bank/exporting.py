"""Questions of a bank as a file for another house, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courses.bank.cleaning import pictures_in
from courses.bank.formats import FORMATS
from courses.bank.mapping import give
from courses.models import QuestionPicture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.bank.formats.shape import ReadQuestion, Written
    from courses.models import Question


def export(
    questions: Iterable[Question], *, file_format: str, language: str
) -> tuple[Written, list[Question]]:
    """The file, and the questions that nobody has written in this language. Reads ``with_current``."""
    given, missing = [], []
    for question in questions:
        version = question.current
        words = getattr(version, f"words_{language}", None)
        if version is None or not words:
            missing.append(question)
            continue
        found = give(version.kind, words, version.key)
        found.topic, found.identifier = question.topic, str(question.uuid)
        given.append(found)
    _add_pictures(given)
    return FORMATS[file_format].write(given), missing


def _add_pictures(questions: list[ReadQuestion]) -> None:
    names = {question.identifier: set(_shown(question)) for question in questions}
    wanted = set().union(*names.values()) if names else set()
    kept = {str(picture.uuid): picture for picture in QuestionPicture.objects.filter(uuid__in=wanted)}
    for question in questions:
        for name in sorted(names[question.identifier] & kept.keys()):
            with kept[name].file.open("rb") as file:
                _put(question, name, kept[name], file.read())


def _put(question: ReadQuestion, name: str, picture: QuestionPicture, content: bytes) -> None:
    """Under a name with an ending, by which other houses know what it is."""
    ending = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/avif": "avif"}
    called = f"{name}.{ending.get(picture.media_type, 'png')}"
    question.pictures[called] = content
    for holder, field in _texts(question):
        setattr(holder, field, getattr(holder, field).replace(f'picture:{name}"', f'picture:{called}"'))


def _shown(question: ReadQuestion) -> list[str]:
    return [name for holder, field in _texts(question) for name in pictures_in(getattr(holder, field))]


def _texts(question: ReadQuestion) -> list[tuple[Any, str]]:
    """Every place of a question in which HTML stands."""
    texts: list[tuple[Any, str]] = [(question, field) for field in ("stem", "right", "wrong", "about")]
    for choice in question.choices:
        texts += [(choice, "html"), (choice, "feedback")]
    texts += [(pair, "left") for pair in question.pairs]
    answers = [*question.answers, *(answer for gap in question.gaps for answer in gap.answers)]
    return [*texts, *((answer, "feedback") for answer in answers)]
