"""A cracked, tilted, dim photograph of a pass is read all the same: 96 of them, at least 95 in a hundred."""

import io
from itertools import islice

import zxingcpp
from PIL import Image, ImageDraw

from attendance.codes.passes import address_of
from lms.web.qr import qr_png
from tests.attendance.codes.distorted import KINDS, STRENGTHS, on_screen, photographs

AT_LEAST = 0.95


def read(picture):
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def test_at_least_95_of_100_distorted_pictures_are_read():
    unread, number = [], 0
    for photograph in photographs():
        number += 1
        found = read(photograph.picture)
        # Not read is a nuisance; read as somebody else would be a disaster.
        assert found in ([], [photograph.address]), photograph.name
        if not found:
            unread.append(photograph.name)

    assert number == 2 * (len(KINDS) + 1) * len(STRENGTHS) >= 60
    assert len(unread) <= number * (1 - AT_LEAST), unread


def test_the_pictures_are_the_same_every_time():
    first, again = ([each.picture.tobytes() for each in islice(photographs(), 4)] for _time in "ab")

    assert first == again


def test_what_is_half_covered_is_not_read():
    """So that the reader is known to be a reader: it cannot see what is not there."""
    photo = on_screen(address_of("A" * 26))
    ImageDraw.Draw(photo).rectangle((200, 260, 450, 760), fill="black")

    assert read(photo) == []


def test_the_quiet_zone_is_what_makes_it_stand_out_from_a_dark_page():
    """Cut off on a dark ground, the same code is lost, which is why it is always drawn with one."""
    whole = Image.open(io.BytesIO(qr_png(address_of("B" * 26), module=8))).convert("RGB")
    dark = Image.new("RGB", (600, 600), (12, 20, 22))
    dark.paste(whole, (60, 60))

    assert read(dark) == [address_of("B" * 26)]
    assert whole.getpixel((31, 31)) == (255, 255, 255)
    assert whole.getpixel((33, 33)) == (0, 0, 0)
