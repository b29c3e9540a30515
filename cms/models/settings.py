"""What the whole site says of the house, edited in one place."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable


def _in_three_languages(field: str) -> list[FieldPanel]:
    return [FieldPanel(f"{field}_{code}") for code in ("pl", "uk", "en")]


@register_setting(icon="home")
class HouseFacts(BaseGenericSetting, ClusterableModel):
    """Contacts, menus, marks, the footer, the alert banner, and where the quick exit leads."""

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

    delivery_address = models.CharField(
        _("electronic delivery address"), max_length=40, blank=True, help_text="AE:PL-00000-00000-AAAAA-00"
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
                    FieldPanel("delivery_address"),
                ],
                heading=_("Contact"),
            ),
            ObjectList(
                [
                    InlinePanel("menu_links", heading=_("Menus"), label=_("link")),
                    InlinePanel("marks", heading=_("Marks in the header"), label=_("mark")),
                ],
                heading=_("Menus and marks"),
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


class MenuLink(Orderable):
    """A link in a menu: to a page, in the reader's language, or to another site."""

    class Menu(models.TextChoices):
        NAVIGATION = "navigation", _("main menu")
        FOOTER = "footer", _("footer")

    house = ParentalKey(HouseFacts, on_delete=models.CASCADE, related_name="menu_links")
    menu = models.CharField(_("menu"), max_length=12, choices=Menu, default=Menu.NAVIGATION)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Readers are led to its version in their language."),
    )
    address = models.URLField(_("or an address elsewhere"), blank=True)
    label = models.CharField(
        _("words"), max_length=60, blank=True, help_text=_("Empty: the title of the page.")
    )

    panels = [
        FieldPanel("menu"),
        PageChooserPanel("page"),
        MultiFieldPanel(_in_three_languages("address"), _("Or an address elsewhere"), classname="collapsed"),
        MultiFieldPanel(_in_three_languages("label"), _("Words of the link")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("link in a menu")
        verbose_name_plural = _("links in menus")

    def __str__(self) -> str:
        return self.label or str(self.page or self.address)

    def clean(self) -> None:
        super().clean()
        if bool(self.page_id) == bool(self.address):
            raise ValidationError(_("Choose a page, or give an address elsewhere: one of the two."))
        if self.address and not self.label:
            raise ValidationError({"label_pl": _("Say in a few words where this link leads.")})


class HeaderMark(Orderable):
    """Who stands behind the house, on top of every page: BIP, UNICEF, the city."""

    class Drawing(models.TextChoices):
        BIP = "bip", _("public information bulletin")
        UNICEF = "unicef", _("children's fund")
        CITY = "city", _("city")
        NONE = "", _("none")

    house = ParentalKey(HouseFacts, on_delete=models.CASCADE, related_name="marks")
    name = models.CharField(_("name"), max_length=60)
    drawing = models.CharField(_("drawing"), max_length=12, choices=Drawing, blank=True)
    address = models.URLField(_("address"), blank=True)

    panels = [
        MultiFieldPanel(_in_three_languages("name"), _("Name")),
        FieldPanel("drawing"),
        FieldPanel("address"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("mark in the header")
        verbose_name_plural = _("marks in the header")

    def __str__(self) -> str:
        return self.name
