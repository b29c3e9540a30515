"""Writing questions. One in use is never changed: it gets a new version, and old attempts keep theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from courses.bank.cleaning import clean
from courses.models import Question, QuestionVersion
from courses.quizzes.errors import NotFit
from courses.quizzes.kinds import check_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courses.models import Bank
    from lms.people.models import Person

LANGUAGES = ("pl", "uk", "en")
READ_AS_HTML = {"stem", "html", "feedback", "right", "wrong"}


@transaction.atomic
def write_question(
    bank: Bank, *, kind: str, words: Mapping[str, Any], key: Any, topic: str = "", by: Person | None
) -> Question:
    """Add a question; ``words`` by language. Raises NotFit with what must be mended first."""
    question = Question(bank=bank, topic=topic)
    written = fit(kind, words, key)
    question.save()
    QuestionVersion.objects.create(question=question, number=1, kind=kind, key=key, made_by=by, **written)
    return question


@transaction.atomic
def revise_question(
    question: Question, *, kind: str, words: Mapping[str, Any], key: Any, by: Person | None
) -> QuestionVersion:
    """Write the next version. Saying the same again adds none. Raises NotFit."""
    written = fit(kind, words, key)
    question = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    current = question.current
    if current and _is_same(current, kind, key, written):
        return current
    question.versions.filter(is_current=True).update(is_current=False)
    last = question.versions.aggregate(last=Max("number"))["last"] or 0
    return QuestionVersion.objects.create(
        question=question, number=last + 1, kind=kind, key=key, made_by=by, **written
    )


def retire_question(question: Question) -> None:
    """Take it out of use: no new attempt asks it, those under way go on. Safe to repeat."""
    Question.objects.filter(pk=question.pk, retired_at=None).update(retired_at=timezone.now())


def bring_back_question(question: Question) -> None:
    """Ask it again from now on. Safe to repeat."""
    Question.objects.filter(pk=question.pk).update(retired_at=None)


def fit(kind: str, words: Mapping[str, Any], key: Any) -> dict[str, Any]:
    """The columns of a version: HTML cleaned, every language checked. Raises NotFit."""
    cleaned = {language: _clean_deep(words.get(language) or {}) for language in LANGUAGES}
    if faults := check_languages(kind, cleaned, key):
        raise NotFit(faults)
    return {f"words_{language}": data for language, data in cleaned.items()}


def _clean_deep(data: Any, name: str = "", *, is_html: bool = False) -> Any:
    """Every text that a page shows as HTML, wherever it stands."""
    if isinstance(data, dict):
        inside = is_html or name == "answers"
        return {key: _clean_deep(value, str(key), is_html=inside) for key, value in data.items()}
    if isinstance(data, list):
        return [_clean_deep(value, is_html=False) for value in data]
    return clean(data) if isinstance(data, str) and (is_html or name in READ_AS_HTML) else data


def _is_same(version: QuestionVersion, kind: str, key: Any, written: dict[str, Any]) -> bool:
    return (
        version.kind == kind
        and version.key == key
        and all(getattr(version, column) == data for column, data in written.items())
    )
