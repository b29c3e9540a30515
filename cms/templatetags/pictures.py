"""Pictures that weigh as little as the screen needs: ``{% picture page.picture "banner" first=True %}``.

Each is offered as AVIF, as WebP and, for browsers of long ago, as one JPEG, cut around its focal point. Width
and height are written down, so that nothing jumps while it loads, and what lies below the first screen waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from PIL import features
from wagtail.images.shortcuts import get_renditions_or_not_found

if TYPE_CHECKING:
    from cms.models import Picture, PictureRendition

register = template.Library()

SMALL_FORMATS = [name for name in ("avif", "webp") if features.check(name)]


@dataclass(frozen=True)
class Shape:
    """How wide a picture may be shown, in which proportion, and how wide that is on a screen."""

    widths: tuple[int, ...]
    sizes: str
    proportion: float | None = None

    def specs(self) -> dict[str, list[str]]:
        """Format to Wagtail's filters; the last of all is for browsers that know only JPEG."""
        cuts = [self._cut(width) for width in self.widths]
        known = {name: [f"{cut}|format-{name}" for cut in cuts] for name in SMALL_FORMATS}
        return known | {"jpeg": [f"{cuts[len(cuts) // 2]}|format-jpeg"]}

    def _cut(self, width: int) -> str:
        if self.proportion is None:
            return f"width-{width}"
        return f"fill-{width}x{round(width / self.proportion)}"


SHAPES = {
    "text": Shape((480, 800, 1344), "(min-width: 45em) 42rem, 92vw"),
    "banner": Shape((480, 960, 1440, 2160), "(min-width: 75em) 72rem, 92vw", 21 / 9),
    "half": Shape((400, 640, 1120), "(min-width: 60em) 34rem, 92vw", 3 / 2),
    "card": Shape((320, 480, 800), "(min-width: 48em) 22rem, 92vw", 3 / 2),
    "face": Shape((128, 256), "6rem", 1.0),
    "logo": Shape((160, 320), "10rem"),
}


@register.inclusion_tag("components/picture.html")
def picture(
    shown: Picture | None, shape: str = "text", *, alt: str | None = None, first: bool = False
) -> dict[str, Any]:
    """Draw a picture in one of ``SHAPES``; nothing where there is none, or its file is lost.

    ``alt`` speaks for it; left out, the words of the block or of the picture itself do. ``first`` is for the
    one picture of a page that readers see before they scroll.
    """
    if not shown:
        return {}
    wanted = SHAPES[shape]
    specs = wanted.specs()
    drawn = get_renditions_or_not_found(shown, [spec for group in specs.values() for spec in group])
    fallback = drawn[specs["jpeg"][0]]
    if not fallback.width:
        return {}
    sources = [
        {"type": f"image/{name}", "srcset": _srcset([drawn[spec] for spec in specs[name]])}
        for name in SMALL_FORMATS
    ]
    return {
        "sources": sources,
        "fallback": fallback,
        "sizes": wanted.sizes,
        "alt": _alternative(shown) if alt is None else alt,
        "first": first,
        "shape": shape,
    }


def _srcset(renditions: list[PictureRendition]) -> str:
    """A small original is never enlarged, so several widths may come out as one."""
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())


def _alternative(shown: Picture) -> str:
    if getattr(shown, "decorative", False):
        return ""
    return shown.contextual_alt_text or shown.default_alt_text
