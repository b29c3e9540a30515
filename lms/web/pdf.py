"""Papers: PDF made by Typst from templates in the repository, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATES = settings.BASE_DIR / "templates" / "typst"
FONTS = settings.BASE_DIR / "lms" / "web" / "paper" / "fonts"


def render_pdf(template: str, data: Mapping[str, Any], *, made_at: datetime | None = None) -> bytes:
    """Render ``templates/typst/<template>.typ`` with ``data`` (JSON-like; it reads it as ``data``).

    The same data and ``made_at`` give the same bytes. Raises ``typst.TypstError`` when the
    template is wrong or the data lack what it prints.
    """
    paper = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(data),
        pdf_standards=["ua-1"],
        timestamp=made_at.replace(microsecond=0) if made_at else None,
    )
    assert isinstance(paper, bytes)  # noqa: S101 - one PDF is one file, unlike PNG pages
    return paper


def render_pictures(template: str, data: Mapping[str, Any], *, ppi: int = 96) -> list[bytes]:
    """The pages of the same paper as PNG pictures, for a look at it on the screen."""
    pages = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        format="png",
        ppi=ppi,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(data),
    )
    return pages if isinstance(pages, list) else [pages]


def query_paper(template: str, data: Mapping[str, Any], selector: str) -> list[Any]:
    """What a paper says of itself once it is laid out: the values of its ``metadata`` with this label."""
    found: list[Any] = json.loads(
        typst.query(
            TEMPLATES / f"{template}.typ",
            selector,
            field="value",
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=_inputs(data),
        )
    )
    return found


@cache
def letters_on_paper() -> frozenset[str]:
    """Every sign that the typeface can draw; papers refuse (PDF/UA) what would come out as an empty box."""
    return frozenset((FONTS / "letters.txt").read_text(encoding="utf-8"))


@cache
def _fonts() -> typst.Fonts:
    """Read from the disk once a process."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}
