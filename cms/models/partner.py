"""The organisations that we work with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.addresses import address_of
from cms.blocks import TEXT_BLOCKS
from cms.models.files import Picture
from cms.models.public_page import PublicPage
from lms.people.models import Organisation

if TYPE_CHECKING:
    from cms.requests import PublicRequest


class PartnerIndexPage(PublicPage):
    lead = models.TextField(_("lead"), max_length=400, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.PartnerPage"]
    max_count_per_parent = 1
    template = "cms/partners.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("list of partners")
        verbose_name_plural = _("lists of partners")

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        told = self.listed_children(PartnerPage).select_related("picture")
        told = told.prefetch_related("picture__renditions").defer("body", "easy_read")
        pages = told.order_by("title")
        partners = [(page, address_of(page, shared=self)) for page in pages]
        return super().get_context(request, *args, **kwargs) | {"partners": partners}


class PartnerPage(PublicPage):
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="pages"
    )
    lead = models.TextField(_("lead"), max_length=400)
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    website = models.URLField(_("website"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    override_translatable_fields = [
        SynchronizedField("organisation", overridable=False),
        SynchronizedField("website"),
        SynchronizedField("phone"),
        SynchronizedField("email"),
    ]
    fetched_with: ClassVar[tuple[str, ...]] = ("organisation", "picture")
    parent_page_types = ["cms.PartnerIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    kind = _("Partner")
    template = "cms/partner.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("organisation"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        MultiFieldPanel(
            [FieldPanel("website"), FieldPanel("phone"), FieldPanel("email")], heading=_("Contact")
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")

    def search_facts(self) -> list[str]:
        return [self.organisation.name, self.organisation.code]

    @property
    def website_name(self) -> str:
        """ "example.org": where the link leads, so that nobody is surprised."""
        return urlsplit(self.website).netloc.removeprefix("www.")
