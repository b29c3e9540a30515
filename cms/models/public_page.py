"""What every page of the public site shares: its languages, its way home, whether it may be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.utils.decorators import cached_classmethod
from wagtailmedia.edit_handlers import MediaChooserPanel

from cms.addresses import address_of
from cms.blocks import EASY_BLOCKS
from cms.frame import frame

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from wagtail.admin.panels import Panel

    from cms.frame import Link
    from cms.requests import PublicRequest


class PublicPage(Page):
    """A page that strangers read, in as many languages as it has been translated to."""

    fetched_with: ClassVar[tuple[str, ...]] = ()
    """Foreign keys read in the same query as the page itself."""
    menu: ClassVar[str] = "footer"
    """The menu that shows pages of this kind, when they are marked for menus: "navigation" or "footer"."""
    menu_icon: ClassVar[str] = ""

    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Readers get “Leave quickly” on this page."),
    )
    easy_read = StreamField(
        EASY_BLOCKS,
        verbose_name=_("easy-to-read version"),
        blank=True,
        help_text=_("Short sentences, one thought each. Readers find it beside the title."),
    )
    sign_video = models.ForeignKey(
        "cms.Video",
        verbose_name=_("in Polish sign language"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    promote_panels = [*Page.promote_panels, FieldPanel("is_sensitive")]
    variant_panels: ClassVar[list[Any]] = [
        FieldPanel("easy_read"),
        MediaChooserPanel("sign_video", media_type="video"),
    ]

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls) -> Panel:
        """The tabs of the editor, the same for every type of page."""
        tabs = (
            (cls.content_panels, _("Content")),
            (cls.variant_panels, _("Easy to read, sign language")),
            (cls.promote_panels, _("Promote")),
            (cls.settings_panels, _("Settings")),
        )
        shown = [ObjectList(panels, heading=heading) for panels, heading in tabs if panels]
        return TabbedInterface(shown, base_form_class=cls.base_form_class).bind_to_model(cls)

    @classmethod
    def listed_pages(cls) -> QuerySet[Self]:
        """Pages that may stand in a list, a search or a sitemap."""
        return cls._default_manager.live()

    @property
    def is_listed(self) -> bool:
        return True

    @cached_property
    def translations(self) -> list[Page]:
        """This page in every language in which it is published, itself included. The server may set it."""
        return list(self.get_translations(inclusive=True).live().select_related("locale"))

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Language to address, for the languages this page has."""
        return {page.locale.language_code: address_of(page, shared=self) for page in self.translations}

    @cached_property
    def breadcrumbs(self) -> list[Link]:
        return frame(self.locale.language_code).way_to(self)

    def serve(self, request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.language_links = self._language_links(request)
        request.may_be_remembered = not request.GET
        return super().serve(request, *args, **kwargs)

    def _language_links(self, request: PublicRequest) -> dict[str, str]:
        """The same page in every language, filters kept; where it is missing, the home of that language."""
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        homes = {code: f"/{code}/" for code, _name in settings.LANGUAGES}
        return homes | {code: url + query for code, url in self.addresses.items()}

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        own = address_of(self, shared=self)
        context["canonical"] = f"{settings.SITE_ADDRESS}{own}" if own else ""
        context["alternates"] = [
            {"code": code, "url": settings.SITE_ADDRESS + url} for code, url in self.addresses.items()
        ]
        if settings.LANGUAGE_CODE in self.addresses:
            default = settings.SITE_ADDRESS + self.addresses[settings.LANGUAGE_CODE]
            context["alternates"].append({"code": "x-default", "url": default})
        return context

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, in one query: the ancestors are known from the path of the tree."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        lineage = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=lineage)
