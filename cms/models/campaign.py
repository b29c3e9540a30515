"""The campaign for foster parenthood: stories, steps, evenings, and a way to say "I am thinking of it"."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import CAMPAIGN_BLOCKS
from cms.models.files import Picture
from cms.models.public_page import PublicPage
from lms.people.models import Organisation


class FosterCampaignPage(PublicPage):
    """A page of the campaign. Its form opens a candidate's path; see ``courses.candidates``."""

    lead = models.TextField(_("lead"), max_length=500)
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(CAMPAIGN_BLOCKS, verbose_name=_("body"), blank=True)
    has_form = models.BooleanField(_("has the interest form"), default=True)
    form_heading = models.CharField(_("heading of the form"), max_length=120, blank=True)
    form_text = models.TextField(_("text above the form"), max_length=500, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("whose coordinators answer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="campaign_pages",
        help_text=_("They lead the candidates who write by this form. Without them there is no form."),
    )

    override_translatable_fields = [
        SynchronizedField("has_form"),
        SynchronizedField("organisation", overridable=False),
    ]
    fetched_with: ClassVar[tuple[str, ...]] = ("picture",)
    parent_page_types = ["cms.HomePage", "cms.FosterCampaignPage"]
    subpage_types = ["cms.FosterCampaignPage", "cms.InformationPage"]
    menu: ClassVar[str] = "navigation"
    menu_icon: ClassVar[str] = "home"
    kind = _("Foster care")
    template = "cms/campaign.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("has_form"),
                FieldPanel("organisation"),
                FieldPanel("form_heading"),
                FieldPanel("form_text"),
            ],
            heading=_("Interest form"),
        ),
    ]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("campaign page")
        verbose_name_plural = _("campaign pages")

    @property
    def takes_interest(self) -> bool:
        """Whether somebody stands behind the form."""
        return self.has_form and self.organisation_id is not None
