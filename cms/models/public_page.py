"""What every page of the public site shares: its languages, its way home, whether it may be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.template.response import TemplateResponse
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
from cms.menus import Link
from cms.search.fields import SEARCH_FIELDS
from cms.variants import VARIANTS, Variant

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django.utils.functional import _StrPromise
    from wagtail.admin.panels import Panel

    from cms.requests import PublicRequest


AnyPage = TypeVar("AnyPage", bound="PublicPage")


class PublicPage(Page):
    """A page that strangers read, in as many languages as it has been translated to."""

    fetched_with: ClassVar[tuple[str, ...]] = ()
    """Foreign keys read in the same query as the page itself."""
    menu: ClassVar[str] = "footer"
    """The menu that shows pages of this kind, when they are marked for menus: "navigation" or "footer"."""
    menu_icon: ClassVar[str] = ""
    kind: ClassVar[_StrPromise | str] = ""
    """What a reader would call it, where that helps in a list of all kinds: "Course", "Leaflet"."""
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, *SEARCH_FIELDS]
    is_duty: ClassVar[bool] = False
    """Whether every page must lead there, whatever the menus say."""

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

    settings_panels = [FieldPanel("is_sensitive"), *Page.settings_panels]
    variant_panels: ClassVar[list[Any]] = [
        FieldPanel("easy_read"),
        MediaChooserPanel("sign_video", media_type="video"),
    ]

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls) -> Panel:  # noqa: N805 - a class method, by Wagtail's decorator
        """The tabs of the editor, the same for every type of page."""
        tabs = (
            (cls.content_panels, _("Content")),
            (cls.variant_panels, _("Easy to read and sign language")),
            (cls.promote_panels, _("Promote")),
            (cls.settings_panels, _("Settings")),
        )
        shown = [ObjectList(panels, heading=heading) for panels, heading in tabs if panels]
        return TabbedInterface(shown, base_form_class=cls.base_form_class).bind_to_model(cls)

    @classmethod
    def listed_pages(cls) -> QuerySet[Self]:
        """Pages that may stand in a list, a search or a sitemap."""
        return cls._default_manager.live()

    def listed_children(self, kind: type[AnyPage]) -> QuerySet[AnyPage]:
        """Pages of a kind right below this one that may stand in its list."""
        return kind.listed_pages().filter(path__startswith=self.path, depth=self.depth + 1)

    def search_facts(self) -> list[str]:
        """What the page is found by although it is not written in its own fields: a phone, an office."""
        return []

    @property
    def is_listed(self) -> bool:
        return True

    @property
    def offers_quick_exit(self) -> bool:
        return self.is_sensitive or not self.is_listed

    @property
    def variants(self) -> list[Link]:
        """Its other forms: easy to read, in sign language, for children."""
        own = address_of(self, shared=self)
        return [
            Link(label=str(variant.label), url=f"{own}{variant.segment}/", icon=variant.icon)
            for variant in VARIANTS.values()
            if own and self.has_variant(variant)
        ]

    def has_variant(self, variant: Variant) -> bool:
        return bool(getattr(self, variant.field, None))

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

    def addresses_of(self, variant: Variant | None) -> dict[str, str]:
        """Language to address of a variant, for the languages in which the page has it."""
        if variant is None:
            return self.addresses
        others = [page.pk for page in self.translations if page.pk != self.pk]
        kept = type(self)._default_manager.filter(pk__in=others).values_list("pk", variant.field)
        having = {self.pk, *(pk for pk, content in kept if content)}
        return {
            page.locale.language_code: f"{self.addresses[page.locale.language_code]}{variant.segment}/"
            for page in self.translations
            if page.pk in having
        }

    def serve(
        self, request: PublicRequest, *args: Any, variant: Variant | None = None, **kwargs: Any
    ) -> HttpResponse:
        request.may_be_remembered = not request.GET
        addresses = self.addresses_of(variant)
        request.language_links = self._language_links(request, addresses)
        if variant is None:
            response: HttpResponse = super().serve(request, *args, **kwargs)
        else:
            context = self.variant_context(request, variant, addresses)
            response = TemplateResponse(request, variant.template, context)
        if self.offers_quick_exit:
            response["Cache-Control"] = "no-store"
        return response

    def _language_links(self, request: PublicRequest, addresses: dict[str, str]) -> dict[str, str]:
        """The same page in every language, filters kept; where it is missing, the home of that language."""
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        homes = {code: f"/{code}/" for code, _name in settings.LANGUAGES}
        return homes | {code: url + query for code, url in (self.addresses | addresses).items()}

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | self._known_to_browsers(self.addresses)

    def variant_context(
        self, request: PublicRequest, variant: Variant, addresses: dict[str, str]
    ) -> dict[str, Any]:
        """Without what a kind of page adds to its own context: a variant shows none of it."""
        context = PublicPage.get_context(self, request) | self._known_to_browsers(addresses)
        own = address_of(self, shared=self)
        way = [
            *self.breadcrumbs[:-1],
            Link(label=self.title, url=own),
            Link(label=str(variant.label), url=""),
        ]
        return context | {"variant": variant, "breadcrumbs": way, "page_address": own}

    def _known_to_browsers(self, addresses: dict[str, str]) -> dict[str, Any]:
        """The canonical address and its alternates in other languages."""
        own = addresses.get(self.locale.language_code, "")
        found = {code: settings.SITE_ADDRESS + url for code, url in addresses.items()}
        alternates = [{"code": code, "url": url} for code, url in found.items()]
        if settings.LANGUAGE_CODE in found:
            alternates.append({"code": "x-default", "url": found[settings.LANGUAGE_CODE]})
        return {"canonical": f"{settings.SITE_ADDRESS}{own}" if own else "", "alternates": alternates}

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """An editor looks at the page, and at each of its variants."""
        offered = [variant for variant in VARIANTS.values() if hasattr(self, variant.field)]
        return [*super().preview_modes, *((variant.segment, variant.label) for variant in offered)]

    def get_preview_template(self, request: PublicRequest, mode_name: str) -> str:
        if variant := VARIANTS.get(mode_name):
            return variant.template
        template: str = super().get_preview_template(request, mode_name)
        return template

    def get_preview_context(self, request: PublicRequest, mode_name: str) -> dict[str, Any]:
        if variant := VARIANTS.get(mode_name):
            return self.variant_context(request, variant, self.addresses)
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context

    def clean(self) -> None:
        super().clean()
        # Only the standards are told to children, and no page lies below them.
        if self.slug in VARIANTS and self.slug != "children":
            raise ValidationError({"slug": _("This ending is kept for another form of the page above.")})

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, in one query: the ancestors are known from the path of the tree."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        lineage = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=lineage)
