"""News and events: what has just happened, and what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import url_routing
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.addresses import address_of
from cms.blocks import TEXT_BLOCKS
from cms.event_calendar import calendar_of
from cms.models.files import Picture
from cms.models.office import Office
from cms.models.public_page import PublicPage
from lms.web.maps import map_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cms.requests import PublicRequest

NEWS_A_PAGE = 10
CALENDAR = "calendar"
"""The last part of the address of an event's calendar file."""


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

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        page = Paginator(self._news(), NEWS_A_PAGE).get_page(request.GET.get("page"))
        context["news"] = [(news, address_of(news, shared=self)) for news in page]
        context["page_of_news"] = page
        if page.number == 1:
            context["events"] = [(event, address_of(event, shared=self)) for event in self._events_ahead()]
        return context

    def _news(self) -> models.QuerySet[NewsPage]:
        told = self.listed_children(NewsPage).select_related("picture")
        told = told.prefetch_related("picture__renditions").defer("body", "easy_read")
        return told.order_by("-date", "-pk")

    def _events_ahead(self) -> models.QuerySet[EventPage]:
        """What goes on or is to come, the next first."""
        told = self.listed_children(EventPage).filter(ends_at__gt=timezone.now())
        return told.defer("body", "easy_read").select_related("office").order_by("starts_at", "pk")


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
    kind = _("News")
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
    kind = _("Event")
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
        verbose_name = pgettext_lazy("open to all", "event")
        verbose_name_plural = pgettext_lazy("open to all", "events")

    def search_facts(self) -> list[str]:
        return self.office.search_facts() if self.office else []

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It ends before it starts.")})

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def where(self) -> str:
        """The place in words: our office with its address, or what the editor wrote."""
        return f"{self.office.name}, {self.office.address}" if self.office else self.place

    @property
    def street(self) -> str:
        return self.office.address if self.office else self.place

    @property
    def map_url(self) -> str:
        return self.office.map_url if self.office else map_of(self.place)

    @property
    def calendar_address(self) -> str:
        own = address_of(self, shared=self)
        return f"{own}{CALENDAR}/" if own else ""

    def route(self, request: HttpRequest, path_components: list[str]) -> url_routing.RouteResult:
        """The event, or below it a file that any calendar opens."""
        if path_components == [CALENDAR] and self.live:
            return url_routing.RouteResult(self, kwargs={"as_calendar": True})
        return super().route(request, path_components)

    def serve(
        self, request: PublicRequest, *args: Any, as_calendar: bool = False, **kwargs: Any
    ) -> HttpResponse:
        return calendar_of(self) if as_calendar else super().serve(request, *args, **kwargs)
