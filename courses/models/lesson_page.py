from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.models import PublicPage
from courses.lessons.blocks import LESSON_BLOCKS
from courses.lessons.minutes import minutes_to_read
from courses.lessons.page_form import LessonPageForm
from courses.models.lesson import Lesson

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from wagtail.models import Page

    from cms.requests import PublicRequest


class LessonPage(PublicPage):
    """A lesson told in one language, below the page of its course. Only whoever takes the course reads it.

    All its languages tell the same ``Lesson``, which is made with the first of them.
    """

    lesson = models.ForeignKey(
        Lesson, verbose_name=_("lesson"), on_delete=models.PROTECT, related_name="pages"
    )
    lead = models.TextField(
        _("lead"), max_length=400, blank=True, help_text=_("What one will know afterwards, in a sentence.")
    )
    body = StreamField(LESSON_BLOCKS, verbose_name=_("body"), blank=True)

    override_translatable_fields = [SynchronizedField("lesson", overridable=False)]
    exclude_fields_in_copy = ["lesson"]
    fetched_with: ClassVar[tuple[str, ...]] = ("lesson__course",)
    parent_page_types = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = LessonPageForm
    kind = _("Lesson")
    template = "courses/lessons/lesson.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("is_required")],
            _("The lesson, the same in every language"),
        ),
    ]

    told_of_lesson: ClassVar[dict[str, Any]] = {}
    """What an editor said of a lesson that is not there yet."""

    class Meta:
        verbose_name = _("lesson page")
        verbose_name_plural = _("lesson pages")

    @classmethod
    def listed_pages(cls) -> QuerySet[Self]:
        """A lesson is for those who take its course: it stands in no list, search or sitemap."""
        return super().listed_pages().none()

    @property
    def is_listed(self) -> bool:
        return False

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.lesson_id is None:
            self.lesson = self._lesson_of_its_twin() or self._new_lesson()
        return super().save(*args, **kwargs)

    def _lesson_of_its_twin(self) -> Lesson | None:
        """The lesson of this page in another language."""
        twin = LessonPage.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk).first()
        return twin.lesson if twin else None

    def _new_lesson(self) -> Lesson:
        course = self.get_parent().specific_deferred.course
        last = course.lessons.aggregate(last=Max("position"))["last"] or 0
        told = {"minutes": minutes_to_read(self.body)} | self.told_of_lesson
        return Lesson.objects.create(course=course, position=last + 1, **told)

    def clean(self) -> None:
        super().clean()
        twin = LessonPage.objects.filter(lesson=self.lesson_id, locale=self.locale_id).exclude(pk=self.pk)
        if self.lesson_id and twin.exists():
            raise ValidationError(_("This lesson already has a page in this language."))

    def can_move_to(self, parent: Page) -> bool:
        """Only within its course: those who read it take that one."""
        if not super().can_move_to(parent):
            return False
        return bool(parent.specific.course_id == self.lesson.course_id)

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.lessons.reading import Reading  # noqa: PLC0415 - it reads these pages

        reading = getattr(request, "reading", None) or Reading(self)
        return super().get_context(request, *args, **kwargs) | {"reading": reading}

    def serve(self, request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from courses.lessons.serving import serve_lesson  # noqa: PLC0415 - it reads these pages

        return serve_lesson(self, request, *args, tell=super().serve, **kwargs)
