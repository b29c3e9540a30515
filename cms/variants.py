"""Other forms of a public page: easy to read, in Polish sign language, for children.

Each lies right below the page, at an address that Polish accessibility practice knows (`etr`: tekst
łatwy do czytania; `pjm`: polski język migowy), and is there only where the page has something to show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Variant:
    segment: str
    """The last part of its address."""
    field: str
    """What the page must have for the variant to be there."""
    label: StrOrPromise
    icon: str
    template: str


VARIANTS = {
    variant.segment: variant
    for variant in (
        Variant(
            segment="etr",
            field="easy_read",
            label=_("Easy to read"),
            icon="book",
            template="cms/easy_read.html",
        ),
        Variant(
            segment="pjm",
            field="sign_video_id",
            label=_("In Polish sign language"),
            icon="video",
            template="cms/signed.html",
        ),
        Variant(
            segment="children",
            field="for_children",
            label=_("For children"),
            icon="child",
            template="cms/for_children.html",
        ),
    )
}


def split_variant(address: str) -> tuple[str, Variant | None]:
    """The address of a page and the variant asked for, if that is what the last part names."""
    parent, _slash, segment = address.rstrip("/").rpartition("/")
    if parent and (variant := VARIANTS.get(segment)):
        return f"{parent}/", variant
    return address, None
