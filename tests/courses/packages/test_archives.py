"""Archives as packers of all times write them, and as nobody should: what is inside is found, or refused."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client

from courses.packages import archive
from courses.packages.storing import add_package, look_into
from courses.packages.unpacking import kept_as
from tests.courses.packages import making
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.packages import open_for


def zipped(files, *, compression=zipfile.ZIP_DEFLATED, zip64=False):
    held = BytesIO()
    with zipfile.ZipFile(held, "w", compression) as made:
        for name, text in files.items():
            with made.open(name, "w", force_zip64=zip64) as part:
                part.write(text.encode() if isinstance(text, str) else text)
    return held.getvalue()


def as_file(content):
    return SimpleUploadedFile("kitchen.zip", content, content_type="application/zip")


def code_of(content):
    with pytest.raises(ValidationError) as refused:
        look_into(as_file(content))
    return refused.value.code


def with_start(name, *, letters=None):
    """A package that begins with a file of this name; with ``letters``, packed without a mark of UTF-8."""
    files = making.scorm12_files()
    files[name] = files.pop("unit1.html")
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace("unit1.html", name)
    content = zipped(files)
    if letters is None:
        return content
    raw = name.encode(letters)
    # A name of the same length in bytes, which bears no mark, is put in place of the one that does.
    plain = "x" * len(raw)
    files = {plain if one == name else one: text for one, text in files.items()}
    return zipped(files).replace(plain.encode(), raw)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("żółć.html", None),
        ("żółć.html", "utf-8"),
        ("żółć.html", "cp852"),
        ("урок один.html", "cp866"),
        ("урок їжа.html", "utf-8"),
    ],
)
def test_names_are_read_as_they_were_written(name, letters):
    assert [unit.href for unit in look_into(as_file(with_start(name, letters=letters))).units] == [name]


def test_a_letter_with_its_accent_apart_is_the_same_letter(db):
    """macOS packs "ó" as two signs, and the manifest names it with one."""
    apart = unicodedata.normalize("NFD", "ósmy.html")
    files = making.scorm12_files()
    files[apart] = files.pop("unit1.html")
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace("unit1.html", "ósmy.html")

    version = add_package(CourseFactory(), file=as_file(zipped(files)), by=None).versions.get()

    assert kept_as(version, apart) == kept_as(version, "ósmy.html")
    assert storages["private"].exists(kept_as(version, "ósmy.html"))


def test_names_that_differ_by_case_are_two_files(db):
    files = {**making.scorm12_files(), "Unit.js": "// another"}
    package = add_package(CourseFactory(), file=as_file(zipped(files)), by=None)
    registration = EnrolmentFactory(course=package.course).registrations.create(
        version=package.versions.get()
    )
    opened = open_for(registration)
    there = Client(headers={"host": "localhost:8000"})

    small, large = (
        b"".join(there.get(f"/packages/{opened.token}/content/{name}").streaming_content)
        for name in ("unit.js", "Unit.js")
    )

    assert (large, small) == (b"// another", files["unit.js"].encode())


def test_an_archive_of_64_bits_is_read():
    assert look_into(as_file(zipped(making.scorm12_files(), zip64=True))).kind == "scorm12"


def test_an_archive_in_the_archive_stays_a_file():
    inner = zipped({"deeper.txt": "x" * 1000})

    assert look_into(as_file(zipped({**making.scorm12_files(), "all.zip": inner}))).kind == "scorm12"


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused_before_they_ask_for_memory(compression):
    assert code_of(zipped(making.scorm12_files(), compression=compression)) == "damaged"


def test_a_list_of_a_hundred_thousand_names_is_not_even_read(monkeypatch):
    monkeypatch.setattr(archive.zipfile, "ZipFile", lambda _file: pytest.fail("it was read"))
    row = struct.pack("<4s42x", b"PK\x01\x02")
    rows = row * 100_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, len(rows), 4, 0)

    assert code_of(b"PK\x03\x04" + rows + end) == "too_many_files"


def test_a_list_that_would_begin_before_the_file_is_damage_on_a_disk_too():
    content = zipped(making.scorm12_files())
    content = content[:-10] + (1_000_000).to_bytes(4, "little") + content[-6:]
    on_disk = TemporaryUploadedFile("kitchen.zip", "application/zip", len(content), None)
    on_disk.write(content)

    with pytest.raises(ValidationError) as refused:
        look_into(on_disk)

    assert refused.value.code == "damaged"


@pytest.mark.parametrize("at", [-3, -6])
def test_a_broken_end_is_told_as_damage(at):
    content = bytearray(zipped(making.scorm12_files()))
    content[at - 2 : at] = b"\xff\xff"

    assert code_of(bytes(content)) in {"damaged", "too_many_files"}
