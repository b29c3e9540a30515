"""Questions to oneself within a lesson: graded here, never in the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.models import CheckAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wagtail.blocks import StreamValue

    from courses.models import LessonPage, LessonProgress


class NothingChosen(Exception):
    """No answer was chosen, or none that the question has."""


@dataclass(frozen=True)
class Choice:
    """One answer as a reader sees it. ``feedback`` is empty until they have chosen it."""

    id: str
    text: str
    is_chosen: bool = False
    is_right: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class Check:
    """A question in a page, with what somebody answered, if they did."""

    id: str
    question: str
    choices: tuple[Choice, ...]
    takes_several: bool
    answer: CheckAnswer | None = None
    explanation: Any = ""


def check_of(part: StreamValue.StreamChild, answer: CheckAnswer | None = None) -> Check:
    """The question of a block. What is right is told of nothing that was not chosen."""
    chosen = set(answer.chosen) if answer else set()
    items = part.value["choices"].bound_blocks
    return Check(
        id=part.id,
        question=part.value["question"],
        takes_several=len(_right(items)) > 1,
        choices=tuple(_shown(item, is_chosen=item.id in chosen) for item in items),
        answer=answer,
        explanation=part.value["explanation"] if answer else "",
    )


def _shown(item: Any, *, is_chosen: bool) -> Choice:
    if not is_chosen:
        return Choice(id=item.id, text=item.value["text"])
    return Choice(
        id=item.id,
        text=item.value["text"],
        is_chosen=True,
        is_right=item.value["is_right"],
        feedback=item.value["feedback"],
    )


def find_check(page: LessonPage, block: str) -> StreamValue.StreamChild | None:
    return next((part for part in page.body if part.block_type == "check" and part.id == block), None)


def answer_check(
    progress: LessonProgress, part: StreamValue.StreamChild, *, chosen: Iterable[str]
) -> CheckAnswer:
    """Remember what was chosen, and whether it is right: all that is right, and nothing else.

    Asked again, it is answered anew. Raises NothingChosen.
    """
    items = part.value["choices"].bound_blocks
    known = [item.id for item in items]
    wanted = set(chosen)
    picked = [one for one in known if one in wanted]
    if not picked:
        raise NothingChosen
    answer, _is_new = CheckAnswer.objects.update_or_create(
        progress=progress,
        block=part.id,
        defaults={
            "chosen": picked,
            "is_right": set(picked) == _right(items),
            "answered_at": timezone.now(),
        },
    )
    return answer


def answers_in(progress: LessonProgress) -> dict[str, CheckAnswer]:
    """What somebody answered in a lesson, by question."""
    return {answer.block: answer for answer in progress.answers.all()}


def _right(items: Sequence[Any]) -> set[str]:
    return {item.id for item in items if item.value["is_right"]}
