"""The lessons of a course with the state of each of their languages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.lessons.minutes import minutes_to_read
from courses.models import Lesson, LessonPage

if TYPE_CHECKING:
    from courses.models import Course


@dataclass(frozen=True)
class Version:
    """One language of a lesson: published, a draft, or not there yet."""

    language: str
    name: str
    page: LessonPage | None = None
    original: LessonPage | None = None

    @property
    def words(self) -> str:
        if self.page is None:
            return _("to be translated")
        if not self.page.live:
            return _("draft")
        return _("published, being changed") if self.page.has_unpublished_changes else _("published")

    @property
    def is_published(self) -> bool:
        return bool(self.page and self.page.live)

    @property
    def url(self) -> str:
        """Where it is written: the editor of its page, or the beginning of its translation."""
        if self.page:
            return reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        if self.original:
            return reverse("wagtail_localize:submit_page_translation", args=[self.original.pk])
        return ""


@dataclass(frozen=True)
class Row:
    lesson: Lesson
    title: str
    versions: tuple[Version, ...]
    counted: int
    """Minutes as its text has them."""

    @property
    def differs(self) -> bool:
        """Whether an editor gave other minutes than the text would."""
        return (
            bool(self.counted) and not self.lesson.are_minutes_counted and self.lesson.minutes != self.counted
        )


def rows_of(course: Course) -> list[Row]:
    """Every lesson of a course, the retired ones last. Two queries."""
    by_lesson: dict[int, dict[str, LessonPage]] = defaultdict(dict)
    for page in LessonPage.objects.filter(lesson__course=course).select_related("locale").defer("easy_read"):
        by_lesson[page.lesson_id][page.locale.language_code] = page
    lessons = sorted(course.lessons.all(), key=lambda lesson: (lesson.is_retired, lesson.position, lesson.pk))
    return [_row(lesson, by_lesson[lesson.pk]) for lesson in lessons]


def _row(lesson: Lesson, pages: dict[str, LessonPage]) -> Row:
    languages = dict(settings.LANGUAGES)
    original = pages.get(settings.LANGUAGE_CODE) or next(iter(pages.values()), None)
    return Row(
        lesson=lesson,
        title=original.title if original else _("Lesson without a page"),
        versions=tuple(
            Version(code, str(name), page=pages.get(code), original=original)
            for code, name in languages.items()
        ),
        counted=minutes_to_read(original.body) if original else 0,
    )
