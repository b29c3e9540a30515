"""What is said to readers who do not see pictures or hear films."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.editing.checks.remarks import Level, Remark
from cms.models.files import Picture, Video

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.editing.checks.content import Content

NAME_OF_A_FILE = re.compile(
    r"\.(jpe?g|png|gif|webp|avif|heic|svg)\b|^(img|dsc|dcim|image|screenshot|zrzut|scan|skan)[\s_-]*\d|_|^\d+$",
    re.IGNORECASE,
)
SAYS_IT_IS_A_PICTURE = re.compile(
    r"^(zdjęcie|obraz(ek)?|grafika|ilustracja|фото|фотографія|зображення|малюнок|ілюстрація|image|picture|photo|graphic)\b",
    re.IGNORECASE,
)
LONGEST = 180


def check_pictures(page: Page, content: Content) -> Iterator[Remark]:
    for piece, image in content.tags("img"):
        if not image.has_attr("alt"):
            yield Remark(
                level=Level.IMPORTANT,
                message=_("A picture has no description."),
                where=piece.where,
                help=_("Say what it shows, for those who cannot see it, or mark it as decoration."),
            )
        elif words := str(image["alt"]).strip():
            yield from _remarks_on(words, piece.where)


def _remarks_on(words: str, where: str) -> Iterator[Remark]:
    if NAME_OF_A_FILE.search(words):
        yield Remark(
            level=Level.IMPORTANT,
            message=_("The description of a picture looks like the name of a file."),
            where=where,
            help=_("Say in a few words what the picture shows."),
            quotes=(words,),
        )
    elif SAYS_IT_IS_A_PICTURE.search(words):
        yield Remark(
            level=Level.ADVICE,
            message=_("The description of a picture begins by saying that it is a picture."),
            where=where,
            help=_("Readers are told that already. Begin with what it shows."),
            quotes=(words,),
        )
    elif len(words) > LONGEST:
        yield Remark(
            level=Level.ADVICE,
            message=_("The description of a picture is very long."),
            where=where,
            help=_("One sentence is enough. What needs more belongs into the text."),
        )


def check_descriptions(page: Page, content: Content) -> Iterator[Remark]:
    """Pictures that stand in a field of the page are described in the library, once a language."""
    for field in page._meta.get_fields():
        if getattr(field, "related_model", None) is not Picture or not field.concrete:
            continue
        picture = getattr(page, field.name)
        if picture and not getattr(picture, f"description_{content.language}", picture.description):
            yield Remark(
                level=Level.IMPORTANT,
                message=_("The picture “%(title)s” has no description in the language of this page.")
                % {"title": picture.title},
                where=str(field.verbose_name).capitalize(),
                help=_("Add it where the picture is kept, under Pictures."),
            )


def check_films(page: Page, content: Content) -> Iterator[Remark]:
    keys = {int(key): where for model, key, where in content.references if issubclass(model, Video)}
    for video in Video.objects.filter(pk__in=keys).prefetch_related("captions"):
        if not video.captions.all() and video.language != "pjm":
            yield Remark(
                level=Level.IMPORTANT,
                message=_("The film “%(title)s” has no captions.") % {"title": video.title},
                where=keys[video.pk],
                help=_("Those who cannot hear it read them, and so does everyone on a bus."),
            )
        if not video.transcript:
            yield Remark(
                level=Level.ADVICE,
                message=_("The film “%(title)s” has no transcript.") % {"title": video.title},
                where=keys[video.pk],
                help=_("A transcript can be read at one’s own pace, printed and searched."),
            )
