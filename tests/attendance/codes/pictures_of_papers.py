"""Papers as pictures, to be looked at as a camera would."""

import io

import pypdfium2


def first_page(paper, *, dpi=110):
    """The first page of a PDF as a PNG."""
    document = pypdfium2.PdfDocument(paper)
    picture = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()
