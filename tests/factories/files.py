from io import BytesIO

import factory
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from factory.django import DjangoModelFactory
from PIL import Image

from cms import models


def drawn(width=1600, height=1000, kind="PNG"):
    """A plain picture as a file."""
    paper = BytesIO()
    Image.new("RGB", (width, height), "#93c5c7").save(paper, kind)
    return ImageFile(BytesIO(paper.getvalue()), name=f"river.{kind.lower()}")


class PictureFactory(DjangoModelFactory):
    class Meta:
        model = models.Picture

    title = "IMG_0001"
    file = factory.LazyFunction(drawn)
    description_pl = "Kamienie w rzece"
    description_uk = "Камені в річці"
    description_en = "Stones in a river"


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = models.Paper

    title = "Wniosek"
    language = "pl"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", name="wniosek.pdf"))
    file_size = 240_000


class VideoFactory(DjangoModelFactory):
    """A film with captions in Polish and Ukrainian."""

    class Meta:
        model = models.Video
        skip_postgeneration_save = True

    title = "Pierwsza wizyta"
    type = "video"
    language = "pl"
    transcript_pl = "Dzień dobry."
    file = factory.LazyFunction(lambda: ContentFile(b"film", name="wizyta.mp4"))

    @factory.post_generation
    def captions(self, create, languages, **kwargs):
        for language in ("pl", "uk") if languages is None else languages:
            models.Captions.objects.create(
                video=self, language=language, file=ContentFile(b"WEBVTT\n", name=f"{language}.vtt")
            )
