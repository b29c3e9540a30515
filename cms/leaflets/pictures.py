"""Pictures on leaflets, kept as they were printed, so that an old version outlives the picture itself."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.html import format_html

if TYPE_CHECKING:
    from cms.models import Picture

WIDTH = 1200
"""Pixels: 170 mm at 180 dots an inch, the widest that a leaflet shows."""
FILTER = f"width-{WIDTH}|format-jpeg|jpegquality-82"


def keep(picture: Picture) -> dict[str, Any] | None:
    """Keep a copy for paper, named by what is in it. Nothing when the file of the picture is lost."""
    try:
        rendition = picture.get_rendition(FILTER)
        with rendition.file.open("rb") as file:
            photograph = file.read()
    except OSError:
        return None
    name = hashlib.sha256(photograph).hexdigest()
    storage = storages["private"]
    if not storage.exists(_path(name)):
        storage.save(_path(name), ContentFile(photograph))
    return {"name": name, "width": rendition.width, "height": rendition.height}


def drawing_of(kept: dict[str, Any]) -> str:
    """The kept copy as an SVG that holds it: the only way to hand a photograph to a template of Typst."""
    with storages["private"].open(_path(kept["name"])) as file:
        photograph = base64.b64encode(file.read()).decode()
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
        '<image width="{w}" height="{h}" href="data:image/jpeg;base64,{photograph}"/></svg>',
        w=kept["width"],
        h=kept["height"],
        photograph=photograph,
    )


def _path(name: str) -> str:
    return f"leaflets/{name}.jpg"
