"""What the answers to a quiz tell: of its questions, and of what a course changed. Never of one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.cleaning import in_one_line
from courses.models import Course, Quiz
from courses.models.bank import Kind
from courses.quizzes.kinds.gap import GAP
from courses.quizzes.statistics import FEW, Changed, ItemStatistics, QuizStatistics, of_quiz, what_changed
from lms.people.permission_policies import visible
from lms.web.record_pages import RecordPage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.models import QuestionVersion

REMARKS = {
    "easy": gettext_lazy("Almost everybody knows it."),
    "hard": gettext_lazy("Few know it: is it taught, and is it asked plainly?"),
    "misleading": gettext_lazy("Those who do well elsewhere get it wrong: look at the key and the words."),
    "dull": gettext_lazy("It hardly tells who knows from who does not."),
}
MOST_TYPED = 12


@dataclass(frozen=True)
class Line:
    """One question of the table."""

    item: ItemStatistics

    @property
    def stem(self) -> str:
        return stem_of(self.item.version)

    @property
    def remark(self) -> str:
        return str(REMARKS.get(self.item.remark, ""))

    @property
    def choices(self) -> list[tuple[str, int, int, bool]]:
        """What was answered, how often, in percent of all who were asked, and whether it is right."""
        if self.item.people < FEW:
            return []
        version = self.item.version
        named, right = names_of(version), rights_of(version)
        if version.kind == Kind.ORDERING:
            named = {word: in_order(word, named) for word in self.item.choices}
        return [
            (named.get(word, word), number, round(100 * number / self.item.people), word in right)
            for word, number in self.item.choices.most_common(MOST_TYPED)
        ]


class QuizFigures(RecordPage):
    """A quiz of a course that the reader may see."""

    model = Quiz
    listed_model = Course
    index_url_name = "course:index"
    inspect_url_name = "course:inspect"
    template_name = "courses/quizzes/backoffice/figures.html"
    page_title = gettext_lazy("Figures")
    header_icon = "view"

    def get_records(self) -> QuerySet[Quiz]:
        return Quiz.objects.filter(course__in=visible(Course, self.user)).select_related("course")

    def page_of(self, record: Quiz) -> int:
        return record.course_id

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": self.record_url, "label": str(self.object.course)}]

    @cached_property
    def found(self) -> QuizStatistics:
        return of_quiz(self.object)

    @property
    def changed(self) -> list[tuple[str, Changed]]:
        """Beside a questionnaire after the course: what is different from the one before it."""
        if self.object.purpose != Quiz.Purpose.AFTER:
            return []
        before = Quiz.objects.filter(course=self.object.course_id, purpose=Quiz.Purpose.BEFORE).first()
        return [(stem_of(one.version), one) for one in what_changed(before, self.object)] if before else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [Line(item) for item in self.found.items]
        return super().get_context_data(
            quiz=self.object, found=self.found, lines=lines, changed=self.changed, few=FEW, **kwargs
        )


def stem_of(version: QuestionVersion) -> str:
    return Truncator(GAP.sub("…", in_one_line(version.words().get("stem", "")))).chars(160)


def in_order(word: str, named: dict[str, str]) -> str:
    """ "2 1 -" as the entries it means, one after another."""
    return " → ".join(named.get(name, "…") for name in word.split())


def names_of(version: QuestionVersion) -> dict[str, str]:
    """The words of what can be chosen, by how it is counted; typed answers speak for themselves."""
    words = version.words()
    if version.kind == Kind.TRUE_FALSE:
        return {"true": _("True"), "false": _("False")}
    if version.kind == Kind.MATCHING:
        answers = {one["id"]: one["text"] for one in words["answers"]}
        return {
            f"{prompt['id']}.{answer}": f"{in_one_line(prompt['html'])} – {text}"
            for prompt in words["prompts"]
            for answer, text in answers.items()
        }
    if version.kind == Kind.GAP:
        return {
            f"{gap}: {one['id'].casefold()}": f"{gap}: {one['text']}"
            for gap, every in words.get("choices", {}).items()
            for one in every
        }
    listed = words.get("items" if version.kind == Kind.ORDERING else "choices", [])
    return {one["id"]: in_one_line(one["html"]) for one in listed}


def rights_of(version: QuestionVersion) -> set[str]:
    key = version.key
    if version.kind == Kind.TRUE_FALSE:
        return {"true" if key["right"] else "false"}
    if version.kind == Kind.MATCHING:
        return {f"{prompt}.{answer}" for prompt, answer in key["pairs"].items()}
    if version.kind == Kind.ORDERING:
        return {" ".join(key["order"])}
    return {name for name, weight in key.get("weights", {}).items() if float(weight) > 0}
