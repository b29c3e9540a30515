"""Papers: PDF made by Typst from templates in the repository, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATES = settings.BASE_DIR / "templates" / "typst"


def render_pdf(template: str, data: Mapping[str, Any], *, made_at: datetime | None = None) -> bytes:
    """Render ``templates/typst/<template>.typ`` with ``data`` (JSON-like; it reads it as ``data``).

    The same data and ``made_at`` give the same bytes. Raises ``typst.TypstError`` when the
    template is wrong or the data lack what it prints.
    """
    paper = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=made_at.replace(microsecond=0) if made_at else None,
    )
    assert isinstance(paper, bytes)  # noqa: S101 - one PDF is one file, unlike PNG pages
    return paper
