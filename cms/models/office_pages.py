"""Pages that tell where the centre is found; the facts on them are the offices' own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import TEXT_BLOCKS
from cms.models.office import Office
from cms.models.public_page import PublicPage


class ContactPage(PublicPage):
    """Whom to call and where to go, with all offices."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.OfficePage"]
    max_count_per_parent = 1
    menu: ClassVar[str] = "navigation"
    menu_icon: ClassVar[str] = "phone"
    template = "cms/contact.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def search_facts(self) -> list[str]:
        return [fact for office in Office.objects.all() for fact in office.search_facts()]


class OfficePage(PublicPage):
    """An office told in one language; its facts are the office's own."""

    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="pages"
    )
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    override_translatable_fields = [SynchronizedField("office", overridable=False)]
    fetched_with: ClassVar[tuple[str, ...]] = ("office",)
    parent_page_types = ["cms.ContactPage"]
    subpage_types: ClassVar[list[str]] = []
    kind = _("Office")
    template = "cms/office.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("office"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("office page")
        verbose_name_plural = _("office pages")

    def search_facts(self) -> list[str]:
        counters = self.office.counters.all()
        return [
            *self.office.search_facts(),
            *(fact for counter in counters for fact in counter.search_facts()),
        ]
