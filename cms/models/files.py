"""Pictures, documents and videos that editors upload. All of them are kept and shown by the house itself."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtailmedia.models import AbstractMedia


class Picture(AbstractImage):
    """A picture with its focal point. What it shows is said in ``description``, in each language."""

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "file",
        *(f"description_{code}" for code, _name in settings.LANGUAGES),
        "collection",
        "tags",
        *(f"focal_point_{part}" for part in ("x", "y", "width", "height")),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        """Its description and nothing else: the title is for editors, often the name of a file."""
        return self.description or ""


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="picture_rendition_once"
            )
        ]


def private_files() -> Storage:
    """Where nothing has an address of its own: whoever asks for a document is asked who they are."""
    return storages["private"]


class Paper(AbstractDocument):
    """A file to be read or printed, with the language it is written in."""

    file = models.FileField(_("file"), upload_to="documents", storage=private_files)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    admin_form_fields = (*WagtailDocument.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]


class Video(AbstractMedia, ClusterableModel):
    """A film shown from our own address, with captions and a transcript for those who cannot hear it."""

    language = models.CharField(
        _("spoken or signed in"),
        max_length=3,
        choices=[*settings.LANGUAGES, ("pjm", _("Polish sign language"))],
        default=settings.LANGUAGE_CODE,
    )
    transcript = models.TextField(_("transcript"), blank=True)

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "file",
        "language",
        *(f"transcript_{code}" for code, _name in settings.LANGUAGES),
        "collection",
        "thumbnail",
        "duration",
        "width",
        "height",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def clean(self) -> None:
        """A file that was refused already has its words; its missing extension needs none."""
        if self.file:
            super().clean()


class Captions(models.Model):
    """The words of a video in one language, with their times (WebVTT)."""

    video = ParentalKey(Video, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    file = models.FileField(_("WebVTT file"), upload_to="captions")

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ("language",)
        constraints = [models.UniqueConstraint(fields=["video", "language"], name="captions_once_a_language")]

    def __str__(self) -> str:
        return f"{self.video} ({self.get_language_display()})"
