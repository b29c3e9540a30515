from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.blocks import HOME_BLOCKS, TEXT_BLOCKS
from cms.models.public_page import PublicPage


class HomePage(PublicPage):
    """The first page of a language. Its slug is the language: that is how its pages are found quickly."""

    headline = models.CharField(_("headline"), max_length=120)
    lead = models.TextField(_("lead"), max_length=400)
    courses_label = models.CharField(_("words on the button to the courses"), max_length=40)
    body = StreamField(HOME_BLOCKS, verbose_name=_("body"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    template = "cms/home.html"
    content_panels = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("headline"), FieldPanel("lead"), FieldPanel("courses_label")],
            heading=_("First screen"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class InformationPage(PublicPage):
    """A page to be read: about us, contact, privacy, accessibility, safety."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    parent_page_types = ["cms.HomePage", "cms.InformationPage", "cms.FosterCampaignPage", "cms.PrivacyPage"]
    template = "cms/information.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
