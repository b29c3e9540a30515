"""Pictures, videos and documents: each with what is needed by those who cannot see, hear, or open it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock

from cms.blocks.base import FILES, ToldBlock

if TYPE_CHECKING:
    from django.db.models import Model


def latest(model: str) -> Model | None:
    """The newest file of a kind, for previews."""
    newest: Model | None = apps.get_model("cms", model).objects.order_by("-pk").first()
    return newest


class DrawnPictureBlock(ImageChooserBlock):
    """Pictures of a page with the sizes in which they have been drawn before."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        """One query for all of them and their sizes, and another for those that were never drawn."""
        wanted = list(values)
        drawn = apps.get_model("cms", "PictureRendition").objects.filter(
            image__in=[key for key in wanted if key]
        )
        known: dict[int, Any] = {}
        for rendition in drawn.select_related("image"):
            picture = known.setdefault(rendition.image_id, rendition.image)
            picture.prefetched_renditions = [*getattr(picture, "prefetched_renditions", ()), rendition]
        if undrawn := [key for key in wanted if key and key not in known]:
            known |= self.model_class.objects.in_bulk(undrawn)
        return [copy(known.get(key)) for key in wanted]


class AlternativeBlock(ImageBlock):
    """A picture, and what it says to those who cannot see it; or that it says nothing."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        chooser = DrawnPictureBlock(required=required, label=_("picture"))
        chooser.set_name("image")
        self.child_blocks["image"] = chooser

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except StructBlockValidationError as error:
            if "alt_text" not in (error.block_errors or {}):
                raise
            words = _("Say what the picture shows, or mark it as decoration that says nothing.")
            raise StructBlockValidationError({"alt_text": ValidationError(words)}) from error


class CaptionedVideoBlock(VideoChooserBlock):
    """A video with its captions, read for all videos of a page at once."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        videos: list[Any] = super().bulk_to_python(values)
        prefetch_related_objects([video for video in videos if video], "captions")
        return videos


class ImageTextBlock(ToldBlock):
    """A picture with its caption."""

    picture = AlternativeBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        group = FILES
        description = _("A picture with words for those who cannot see it.")
        template = "cms/blocks/image.html"

    def example(self) -> dict[str, Any]:
        shows = gettext("Stepping stones across a quiet river.")
        return {
            "picture": {"image": latest("Picture"), "alt_text": shows, "decorative": False},
            "caption": gettext("One step after another."),
        }


class VideoBlock(ToldBlock):
    """A film from our own address. Nothing of it is fetched before somebody starts it."""

    video = CaptionedVideoBlock(label=_("video"))
    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("what it tells"), max_length=300, required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        group = FILES
        description = _("A film with captions and a transcript, shown from our own address.")
        template = "cms/blocks/video.html"

    def example(self) -> dict[str, Any]:
        return {
            "video": latest("Video"),
            "heading": gettext("The first visit"),
            "text": gettext("What happens when you come to us for the first time. Two minutes."),
        }


class DocumentBlock(ToldBlock):
    """A file to be opened, with its kind, size and language said before it is."""

    document = DocumentChooserBlock(label=_("document"))
    text = blocks.TextBlock(label=_("what it is for"), max_length=300, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        group = FILES
        description = _("A file to open or print. Its kind, size and language are said beside its title.")
        template = "cms/blocks/document.html"

    def example(self) -> dict[str, Any]:
        return {
            "document": latest("Paper"),
            "text": gettext("Fill it in at home, or with us at the counter."),
        }
