"""News and events: what has just happened, and what is to come."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import TEXT_BLOCKS
from cms.models.files import Picture
from cms.models.office import Office
from cms.models.public_page import PublicPage


class NewsIndexPage(PublicPage):
    """News, the latest first, and events, the next first."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage", "cms.EventPage"]
    max_count_per_parent = 1
    menu: ClassVar[str] = "navigation"
    menu_icon: ClassVar[str] = "bell"
    template = "cms/news_index.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")


class NewsPage(PublicPage):
    date = models.DateField(_("day"), default=timezone.localdate)
    lead = models.TextField(_("lead"), max_length=400)
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    override_translatable_fields = [SynchronizedField("date", overridable=False)]
    fetched_with: ClassVar[tuple[str, ...]] = ("picture",)
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/news.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("date"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")


class EventPage(PublicPage):
    """Something open to all, without taking a place: a fair, a picnic, a day of open doors."""

    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    office = models.ForeignKey(
        Office,
        verbose_name=_("at our office"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    place = models.CharField(_("elsewhere"), max_length=200, blank=True)
    lead = models.TextField(_("lead"), max_length=400)
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    override_translatable_fields = [
        SynchronizedField("starts_at", overridable=False),
        SynchronizedField("ends_at", overridable=False),
        SynchronizedField("office", overridable=False),
    ]
    fetched_with: ClassVar[tuple[str, ...]] = ("picture", "office")
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/event.html"
    content_panels = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("office"),
                FieldPanel("place"),
            ],
            heading=_("When and where"),
        ),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It ends before it starts.")})
