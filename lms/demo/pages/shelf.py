"""Pictures, papers and films that the pages show. All were drawn for the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lms.demo.pages.known import Known


def load_shelf(known: Known) -> None:
    pass
