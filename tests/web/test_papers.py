"""What is printed can be read: by people, by cameras and by screen readers."""

import io
from datetime import UTC, datetime

import pypdf
import zxingcpp
from PIL import Image

from lms.web.pdf import render_pdf
from lms.web.qr import qr_png, qr_svg
from tests.courses.test_certificates import a_statement

ADDRESS = "https://krok.example.org/p/JBSWY3DPEHPK3PXPJBSWY3DPEH"


def test_a_camera_reads_back_what_was_drawn():
    picture = Image.open(io.BytesIO(qr_png(ADDRESS)))

    found = zxingcpp.read_barcodes(picture)

    assert [code.text for code in found] == [ADDRESS]


def test_the_svg_scales_and_carries_no_text():
    drawing = qr_svg(ADDRESS)

    assert "viewBox" in drawing
    assert "krok.example.org" not in drawing


def test_a_certificate_is_tagged_and_has_both_alphabets():
    paper = pypdf.PdfReader(io.BytesIO(render_pdf("certificate", a_statement())))

    text = paper.pages[0].extract_text()

    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Zaświadczenie" in text
    assert "Оксана Шевченко" in text


def test_the_same_paper_made_twice_is_the_same_to_the_byte():
    made_at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    assert render_pdf("certificate", a_statement(), made_at=made_at) == render_pdf(
        "certificate", a_statement(), made_at=made_at
    )
