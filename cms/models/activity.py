"""What the centre does: its nine activities, and a page in each language that tells of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.addresses import address_of
from cms.blocks import ICONS, TEXT_BLOCKS
from cms.models.public_page import PublicPage
from cms.search.facts import in_every_language

if TYPE_CHECKING:
    from cms.requests import PublicRequest

SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")


class Activity(models.Model):  # type: ignore[django-manager-missing] # pages have Wagtail's manager
    """One of the centre's activities, the same in every language. Courses and leaflets belong to it."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    icon = models.CharField(_("drawing"), max_length=20, choices=ICONS, default="heart-hands")
    counter = models.ForeignKey(
        "cms.Counter",
        verbose_name=_("whom to call"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
        help_text=_("The office, or the line in it, that answers questions. Its hours stand on the page."),
    )

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("number",)

    def __str__(self) -> str:
        return self.name


class ActivityIndexPage(PublicPage):
    """How we help: the activities side by side."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ActivityPage"]
    max_count_per_parent = 1
    menu: ClassVar[str] = "navigation"
    menu_icon: ClassVar[str] = "heart-hands"
    template = "cms/activities.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("list of activities")
        verbose_name_plural = _("lists of activities")

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        told = self.listed_children(ActivityPage).select_related("activity")
        pages = told.defer("body", "easy_read").order_by("activity__number")
        activities = [(page, address_of(page, shared=self)) for page in pages]
        return super().get_context(request, *args, **kwargs) | {"activities": activities}


class ActivityPage(PublicPage):
    """An activity told in one language, with its courses, leaflets and contacts."""

    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), on_delete=models.PROTECT, related_name="pages"
    )
    lead = models.TextField(_("lead"), max_length=500)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    override_translatable_fields = [SynchronizedField("activity", overridable=False)]
    fetched_with: ClassVar[tuple[str, ...]] = ("activity", "activity__counter__office")
    parent_page_types = ["cms.ActivityIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    kind = _("How we help")
    template = "cms/activity.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("activity"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("activity page")
        verbose_name_plural = _("activity pages")

    def search_facts(self) -> list[str]:
        return in_every_language(self.activity, "name")

    @property
    def in_short(self) -> str:
        """A sentence for the card among the others: what search engines are told, else the first of the lead.

        A sensitive page has no other than the former, which its editor wrote for strangers' eyes.
        """
        if self.search_description or self.is_sensitive:
            return self.search_description
        return SENTENCE_ENDS.split(self.lead.strip(), maxsplit=1)[0]
