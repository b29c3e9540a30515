"""A page as its file tells it: the fields every page has, and those of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from wagtail.fields import RichTextField, StreamField

from lms.demo.pages.writing import line, rich, stream
from lms.demo.planting import plant
from lms.demo.told import said

if TYPE_CHECKING:
    from wagtail.models import Page

    from cms.models import PublicPage
    from lms.demo.pages.known import Known

AnyPage = TypeVar("AnyPage", bound="PublicPage")
NOT_A_FIELD = {"key"}


def tell(
    kind: type[AnyPage],
    told: dict[str, Any],
    *,
    parent: Page,
    known: Known,
    show_in_menus: bool = False,
    **facts: Any,
) -> AnyPage:
    """Plant the page that a file tells of, and remember it by its key."""
    page = plant(
        kind,
        parent=parent,
        key=told["key"],
        fields=lambda code: fields_of(kind, told, code=code, known=known) | facts,
        show_in_menus=show_in_menus,
    )
    if known.pages.setdefault(told["key"], page) != page:
        raise ValueError(f"Two pages are told under the key {told['key']}.")
    return page


def fields_of(kind: type[PublicPage], told: dict[str, Any], *, code: str, known: Known) -> dict[str, Any]:
    """What is told of a page in one language, by the names of its fields."""
    names = [name for name in told if name not in NOT_A_FIELD]
    return {name: _field(kind, name, told, code=code, known=known) for name in names}


def _field(kind: type[PublicPage], name: str, told: dict[str, Any], *, code: str, known: Known) -> Any:
    field, words = kind._meta.get_field(name), told[name]
    match field:
        case StreamField():
            return stream(field, words, key=told["key"], code=code, known=known)
        case RichTextField():
            return rich(said(words, code), known)
    if name == "picture":
        return known.pictures[words]
    if name == "sign_video":
        return known.videos[words]
    return line(words, code)
