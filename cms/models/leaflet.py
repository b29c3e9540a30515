"""Leaflets: pages that are papers as well, each with a short code that any camera reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.blocks import LEAFLET_BLOCKS
from cms.leaflets.codes import code_for
from cms.models.activity import Activity
from cms.models.public_page import PublicPage
from cms.search.facts import in_every_language

if TYPE_CHECKING:
    from cms.requests import PublicRequest

ON_PAPER = "paper-"
"""Begins the names of the previews that show paper."""


class LeafletIndexPage(PublicPage):
    """The library of leaflets."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.LeafletPage"]
    max_count_per_parent = 1
    menu: ClassVar[str] = "navigation"
    menu_icon: ClassVar[str] = "file"
    template = "cms/leaflets.html"
    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("library of leaflets")
        verbose_name_plural = _("libraries of leaflets")


class LeafletPage(PublicPage):
    """A leaflet in one language: read on the screen, printed on A4, A5 or folded paper."""

    class Format(models.TextChoices):
        A4 = "a4", _("A4 sheet")
        A5 = "a5", _("A5 sheet")
        FOLDED = "folded", _("A4 folded in three")

    code = models.CharField(_("short code"), max_length=8, blank=True, editable=False, db_index=True)
    format = models.CharField(_("best printed as"), max_length=8, choices=Format, default=Format.A4)
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leaflets",
    )
    leads_to = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("its QR leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: to this leaflet on the screen."),
    )
    lead = models.TextField(_("lead"), max_length=400)
    body = StreamField(LEAFLET_BLOCKS, verbose_name=_("body"), blank=True)

    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("format", overridable=False),
        SynchronizedField("activity", overridable=False),
        SynchronizedField("leads_to", overridable=False),
    ]
    fetched_with: ClassVar[tuple[str, ...]] = ("activity", "leads_to")
    parent_page_types = ["cms.LeafletIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    kind = _("Leaflet")
    template = "cms/leaflet.html"
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("format"), FieldPanel("activity"), PageChooserPanel("leads_to")],
            heading=_("On paper"),
        ),
    ]

    class Meta:
        verbose_name = _("leaflet")
        verbose_name_plural = _("leaflets")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if not kwargs.get("update_fields"):
            self.code = code_for(self)
        return super().save(*args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """An editor looks at the page, at its variants, and at the paper in each size."""
        papers = [(f"{ON_PAPER}{size}", label) for size, label in self.Format.choices]
        return [*super().preview_modes, *papers]

    def get_preview_template(self, request: PublicRequest, mode_name: str) -> str:
        if mode_name.startswith(ON_PAPER):
            return "cms/leaflet_on_paper.html"
        return super().get_preview_template(request, mode_name)

    def search_facts(self) -> list[str]:
        return in_every_language(self.activity, "name") if self.activity else []


class LeafletEdition(models.Model):
    """What a leaflet said when it was published: numbered, dated, never changed."""

    page = models.ForeignKey(LeafletPage, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(_("version"))
    made_at = models.DateTimeField(_("published"))
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the content."))
    content = models.JSONField(_("content"))
    papers = models.JSONField(_("pages and size of its papers"), default=dict, editable=False)

    class Meta:
        verbose_name = _("version of a leaflet")
        verbose_name_plural = _("versions of leaflets")
        ordering = ("page", "-number")
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="leaflet_edition_once")]

    def __str__(self) -> str:
        return f"{self.page} {self.number}"


class LeafletCount(models.Model):
    """How often a leaflet was taken on a day. No one is recorded: not who, not from where, not when."""

    class Taken(models.TextChoices):
        PAPER = "paper", _("PDF")
        EASY = "easy", _("easy-to-read PDF")
        CODE = "code", _("QR scanned")

    code = models.CharField(_("short code"), max_length=8)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    taken = models.CharField(_("what"), max_length=8, choices=Taken)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("count of a leaflet")
        verbose_name_plural = _("counts of leaflets")
        ordering = ("-day", "code")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "language", "taken", "day"], name="leaflet_count_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.day:%Y-%m-%d}: {self.times}"
