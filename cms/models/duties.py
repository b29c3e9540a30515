"""Pages that the law asks of a public body, beyond plain information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import TEXT_BLOCKS, TEXT_FEATURES
from cms.duties.clauses import notices
from cms.duties.declaration import words_of
from cms.models.public_page import PublicPage

if TYPE_CHECKING:
    from cms.requests import PublicRequest


class PrivacyPage(PublicPage):
    """The information clauses of every purpose, as they stand today and as they stood before."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"), blank=True)

    is_duty: ClassVar[bool] = True
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.InformationPage"]
    template = "cms/privacy.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("privacy notices")
        verbose_name_plural = _("privacy notices")

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"notices": notices()}


class StandardsPage(PublicPage):
    """Standards for the protection of minors, in full and for children (act of 13 May 2016, art. 22b-22c)."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("full version"), blank=True)
    for_children = StreamField(TEXT_BLOCKS, verbose_name=_("version for children"), blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/standards.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("for_children"),
    ]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("standards for the protection of minors")
        verbose_name_plural = _("standards for the protection of minors")


class AccessibilityDeclarationPage(PublicPage):
    """The declaration that the act of 4 April 2019 on digital accessibility asks for, version 2.0.

    Dates and contacts are one for all languages; what they mean is written in each.
    """

    class Conformity(models.TextChoices):
        FULL = "full", _("fully conformant")
        PARTIAL = "partial", _("partially conformant")
        NONE = "none", _("not conformant")

    class Method(models.TextChoices):
        SELF = "self", _("by ourselves")
        OUTSIDE = "outside", _("by someone from outside")

    entity = models.CharField(_("whose site it is"), max_length=200)
    published_on = models.DateField(_("site first published"))
    changed_on = models.DateField(_("site last changed in substance"))
    conformity = models.CharField(
        _("conformity"), max_length=8, choices=Conformity, default=Conformity.PARTIAL
    )
    inaccessible = RichTextField(_("what is not accessible, and why"), features=TEXT_FEATURES, blank=True)
    drawn_up_on = models.DateField(_("declaration drawn up"))
    reviewed_on = models.DateField(_("declaration last reviewed"), null=True, blank=True)
    method = models.CharField(_("assessed"), max_length=8, choices=Method, default=Method.SELF)
    assessed_by = models.CharField(
        _("who assessed it"),
        max_length=200,
        blank=True,
        help_text=_("The name of the company or the organisation, where it was someone from outside."),
    )
    assessment_address = models.URLField(
        _("address of the assessment of costs"),
        blank=True,
        help_text=_("Only where something is not accessible because it would cost too much."),
    )
    shortcuts = RichTextField(_("keyboard shortcuts"), features=TEXT_FEATURES, blank=True)
    contact_name = models.CharField(_("who answers"), max_length=120)
    contact_email = models.EmailField(_("e-mail"))
    contact_phone = models.CharField(_("phone"), max_length=30)
    procedure = RichTextField(_("requests and complaints"), features=TEXT_FEATURES)
    further = RichTextField(_("other information"), features=TEXT_FEATURES, blank=True)
    architecture = RichTextField(_("accessibility of the buildings"), features=TEXT_FEATURES)
    architecture_address = models.URLField(_("address of more about the buildings"), blank=True)
    communication = RichTextField(_("help in communicating"), features=TEXT_FEATURES)
    applications = RichTextField(_("mobile applications"), features=TEXT_FEATURES, blank=True)

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in (
            "published_on",
            "changed_on",
            "conformity",
            "drawn_up_on",
            "reviewed_on",
            "method",
            "assessed_by",
            "assessment_address",
            "contact_email",
            "contact_phone",
            "architecture_address",
        )
    ]
    is_duty: ClassVar[bool] = True
    parent_page_types = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "cms/declaration.html"
    content_panels = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("entity"),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("changed_on")]),
                FieldPanel("conformity"),
                FieldPanel("inaccessible"),
                FieldPanel("assessment_address"),
            ],
            heading=_("How accessible the site is"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("drawn_up_on"), FieldPanel("reviewed_on")]),
                FieldRowPanel([FieldPanel("method"), FieldPanel("assessed_by")]),
                FieldPanel("shortcuts"),
            ],
            heading=_("The declaration"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("procedure"),
            ],
            heading=_("Contact and complaints"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("further"),
                FieldPanel("architecture"),
                FieldPanel("architecture_address"),
                FieldPanel("communication"),
                FieldPanel("applications"),
            ],
            heading=_("Buildings, communication, applications"),
        ),
    ]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("accessibility declaration")
        verbose_name_plural = _("accessibility declarations")

    def get_context(self, request: PublicRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"words": words_of(self)}
