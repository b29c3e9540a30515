"""What the whole site says of the house, edited in one place."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def _in_three_languages(field: str) -> list[FieldPanel]:
    return [FieldPanel(f"{field}_{code}") for code in ("pl", "uk", "en")]


@register_setting(icon="home")
class HouseFacts(BaseGenericSetting):
    """Contacts, the footer, the alert banner, and where the quick exit leads."""

    about = models.CharField(_("who we are, in one sentence"), max_length=200, blank=True)
    organiser = models.CharField(_("name and address"), max_length=200, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=120, blank=True)
    phone_line = models.CharField(_("phone, with whom it is for"), max_length=120, blank=True)
    funder = models.CharField(_("funder line"), max_length=200, blank=True)
    emergency = models.CharField(_("in an emergency"), max_length=120, blank=True)
    alert = models.CharField(
        _("alert"),
        max_length=300,
        blank=True,
        help_text=_("Shown on top of every page of the public site. Empty: no banner."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    quick_exit_address = models.URLField(
        _("where “Leave quickly” goes"), blank=True, help_text=_("A neutral site, such as a weather page.")
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(_in_three_languages("organiser"), _("Name and address")),
                    MultiFieldPanel(_in_three_languages("opening_hours"), _("Opening hours")),
                    MultiFieldPanel(_in_three_languages("phone_line"), _("Phone, with whom it is for")),
                    FieldPanel("phone"),
                    FieldPanel("email"),
                ],
                heading=_("Contact"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(_in_three_languages("about"), _("Who we are")),
                    MultiFieldPanel(_in_three_languages("funder"), _("Funder line")),
                    MultiFieldPanel(_in_three_languages("emergency"), _("In an emergency")),
                ],
                heading=_("Footer"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(_in_three_languages("alert"), _("Alert on every page")),
                    FieldPanel("quick_exit_address"),
                ],
                heading=_("Safety"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("facts about the house")
        verbose_name_plural = _("facts about the house")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(_("Facts about the house"))
