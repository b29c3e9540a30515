"""Pictures, papers and films that the pages show. All were made for the demonstration, by ``scripts``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from wagtail.utils.file import hash_filelike

from cms.models import Captions, Paper, Picture, Video
from lms.demo.told import CONTENT, LANGUAGES, in_languages, told

if TYPE_CHECKING:
    from lms.demo.pages.known import Known


def load_shelf(known: Known) -> None:
    """Files that are there already are known by what is in them, whatever an editor calls them."""
    shelf = told("shelf")
    known.pictures = {one["key"]: _picture(one) for one in shelf["pictures"]}
    known.papers = {one["key"]: _paper(one) for one in shelf["papers"]}
    known.videos = {one["key"]: _film(one) for one in shelf["films"]}


def _file(folder: str, name: str) -> ContentFile[bytes]:
    return ContentFile((CONTENT / folder / name).read_bytes(), name=name)


def _picture(one: dict[str, Any]) -> Picture:
    file = _file("pictures", f"{one['key']}.png")
    file_hash = hash_filelike(file)
    if found := Picture.objects.filter(file_hash=file_hash).first():
        return found
    focus = zip(("x", "y", "width", "height"), one["focus"], strict=True)
    picture = Picture(
        title=one["title"],
        file=file,
        file_hash=file_hash,
        file_size=file.size,
        **{f"focal_point_{part}": value for part, value in focus},
        **in_languages("description", one["description"]),
    )
    picture.save()
    return picture


def _paper(one: dict[str, Any]) -> Paper:
    file = _file("papers", f"{one['key']}.pdf")
    file_hash = hash_filelike(file)
    if found := Paper.objects.filter(file_hash=file_hash).first():
        return found
    return Paper.objects.create(
        title=one["title"], language=one["language"], file=file, file_hash=file_hash, file_size=file.size
    )


def _film(one: dict[str, Any]) -> Video:
    if found := Video.objects.filter(title=one["title"], language=one["language"]).first():
        return found
    plain = {name: one[name] for name in ("title", "language", "duration", "width", "height")}
    video = Video.objects.create(
        type="video",
        file=_file("films", f"{one['key']}.webm"),
        thumbnail=_file("films", f"{one['key']}.png"),
        **plain,
        **in_languages("transcript", one["transcript"]),
    )
    for code in LANGUAGES:
        Captions.objects.create(video=video, language=code, file=_file("films", f"{one['key']}.{code}.vtt"))
    return video
