"""Papers as people get them: read, checked for assistive technology, and looked at as a picture."""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pypdf
import typst
import zxingcpp
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.visitor import Visitor

PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("paper.pdf")'


class Paper:
    """A PDF."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = pypdf.PdfReader(BytesIO(content))

    @property
    def text(self) -> str:
        return " ".join(" ".join(page.extract_text() for page in self.reader.pages).split())

    @property
    def is_tagged(self) -> bool:
        root: Any = self.reader.trailer["/Root"]
        return (
            bool(root.get("/MarkInfo", {}).get("/Marked")) and "/StructTreeRoot" in root and "/Lang" in root
        )

    def codes(self) -> list[str]:
        """What a camera reads from the first page."""
        return codes_in(self.as_picture())

    def as_picture(self) -> bytes:
        from pathlib import Path

        with TemporaryDirectory() as folder:
            (Path(folder) / "paper.pdf").write_bytes(self.content)
            (Path(folder) / "page.typ").write_text(PAGE)
            picture = typst.compile(str(Path(folder) / "page.typ"), format="png", ppi=150)
        return picture if isinstance(picture, bytes) else picture[0]


def codes_in(picture: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(BytesIO(picture)))]


def paper_at(file: Path) -> Paper:
    return Paper(file.read_bytes())


def downloads(guest: Visitor, link: str, folder: Path) -> Path:
    """What comes when a link of the page is pressed, by its selector."""
    with guest.page.expect_download() as coming:
        guest.page.locator(f"main a{link}").first.click()
    kept = folder / f"{len(list(folder.iterdir()))}-{coming.value.suggested_filename}"
    coming.value.save_as(kept)
    return kept
