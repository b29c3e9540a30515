"""Real files of every kind, good and bad, made on the spot."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from pypdf import PdfWriter

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ\x90\x00\x03" + b"\x00" * 200
PAGE = b"<!doctype html><html><script>alert(1)</script></html>"
CAPTIONS = """WEBVTT

1
00:01.000 --> 00:04.000
Dzień dobry.

00:05.000 --> 00:07.500 line:90%
Proszę wejść.
"""


def upload(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def picture(kind="JPEG", *, size=(60, 40), **options):
    out = BytesIO()
    image = Image.effect_noise(size, 40).convert("RGB")
    image.save(out, kind, **options)
    return out.getvalue()


def photo_with_a_place(kind="JPEG", *, turned=True):
    """As a phone takes it: lying on its side, with the place, the maker and a comment."""
    exif = Image.Exif()
    exif[Base.Make] = "Telefon Oksany"
    exif[Base.Orientation] = 6 if turned else 1
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (51.0, 6.0, 28.0)
    options = {"comment": b"u Oksany w domu"} if kind == "JPEG" else {}
    return picture(kind, exif=exif, **options)


def bomb():
    """A PNG of a few hundred bytes that says it is 60,000 by 60,000 points large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def moving(kind):
    out = BytesIO()
    first, second = (Image.new("RGB", (20, 20), colour) for colour in ("red", "blue"))
    first.save(out, kind, save_all=True, append_images=[second])
    return out.getvalue()


def archive(parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(**more):
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>", **more})


def xlsx():
    return archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})


def odt(mimetype="application/vnd.oasis.opendocument.text"):
    return archive({"mimetype": mimetype, "content.xml": "<office:document-content/>"})


def pdf():
    out = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return out.getvalue()


def mp4(brand=b"isom", *, cut=0):
    def box(name, data):
        return struct.pack(">I4s", len(data) + 8, name) + data

    whole = box(b"ftyp", brand + b"\0\0\2\0") + box(b"moov", b"\0" * 40) + box(b"mdat", b"\1" * 400)
    return whole[: len(whole) - cut] if cut else whole


def webm():
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\0" * 200
