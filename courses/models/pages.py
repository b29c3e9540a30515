from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import TEXT_BLOCKS
from cms.models import PublicPage
from cms.search.facts import in_every_language
from courses.models.course import Course

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cms.requests import PublicRequest


class CourseIndexPage(PublicPage):
    """The catalogue: every course that may be listed, filtered by what the reader needs."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count_per_parent = 1
    menu: ClassVar[str] = "navigation"
    menu_icon: ClassVar[str] = "book"
    template = "courses/index.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("course catalogue")
        verbose_name_plural = _("course catalogues")

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.catalogue import Catalogue  # noqa: PLC0415 - the catalogue reads these pages

        catalogue = Catalogue(request.GET, page=self)
        request.may_be_remembered = catalogue.is_common
        return super().get_context(request, *args, **kwargs) | {"catalogue": catalogue}

    def get_template(self, request: PublicRequest, *args: Any, **kwargs: Any) -> str:
        """Only the results, when that is the part the browser replaces."""
        wants_results = request.headers.get("HX-Target", "").endswith("#results")
        if wants_results and "HX-History-Restore-Request" not in request.headers:
            return "courses/partials/results.html"
        return str(self.template)


class CoursePage(PublicPage):
    """What is told of a course in one language. All its languages tell of the same course."""

    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="pages"
    )
    lead = models.TextField(_("lead"), max_length=500)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    override_translatable_fields = [SynchronizedField("course", overridable=False)]
    fetched_with: ClassVar[tuple[str, ...]] = ("course",)
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = ["courses.LessonPage"]
    kind = _("Course")
    template = "courses/course.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("course"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    def search_facts(self) -> list[str]:
        return [self.course.code, *in_every_language(self.course, "title", "summary")]

    @classmethod
    def listed_pages(cls) -> QuerySet[Self]:
        """Confidential courses have a page, but only for whoever was given its address."""
        return super().listed_pages().filter(course__is_confidential=False)

    @property
    def is_listed(self) -> bool:
        return not self.course.is_confidential

    def clean(self) -> None:
        super().clean()
        twin = CoursePage.objects.filter(course=self.course_id, locale=self.locale_id).exclude(pk=self.pk)
        if self.course_id and twin.exists():
            raise ValidationError({"course": _("This course already has a page in this language.")})

    def serve(self, request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        if not self.is_listed:
            request.may_be_remembered = False
            response["Cache-Control"] = "no-store"
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response
