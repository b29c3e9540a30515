"""A package of items that is damaged, hostile or not what it says is answered file by file."""

import io
import zipfile

import pytest

from courses.bank.formats import qti_package
from courses.bank.formats.qti_package import write as write_qti
from courses.bank.formats.qti_writing import write_item
from tests.courses.bank import samples


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"../../etc/cron": b"x"}, "The file holds parts with dangerous names. It is not taken."),
        (
            {"big.xml": b"\0" * 30_000_000},
            "The file would unpack to far more than a document holds. It is not taken.",
        ),
    ],
)
def test_a_package_made_to_harm_is_refused(files, words):
    reading = qti_package.read(packed(files))

    assert [refusal.words for refusal in reading.refusals] == [words]


def beginning_before_the_file(content):
    """The end of the archive says that the list of its files is longer than the whole of it."""
    return content[:-10] + (1_000_000).to_bytes(4, "little") + content[-6:]


@pytest.mark.parametrize("damage", [lambda content: content[:200], beginning_before_the_file])
def test_a_damaged_package_is_said_to_be_so(damage):
    reading = qti_package.read(damage(write_qti([samples.single()]).content))

    assert [refusal.words.split(":")[0] for refusal in reading.refusals] == ["The package is damaged"]


def test_of_a_damaged_item_the_name_is_told_and_the_others_are_read():
    items = {name: write_item(samples.single(), name) for name in ("bad.xml", "good.xml")}
    content = bytearray(packed(items))
    content[30 + len("bad.xml")] |= 0b110

    reading = qti_package.read(bytes(content))

    assert [(refusal.what, refusal.words.split(":")[0]) for refusal in reading.refusals] == [
        ("bad.xml", "This file is damaged")
    ]
    assert len(reading.questions) == 1


def test_a_package_without_a_manifest_gives_its_items_and_says_so():
    item = write_item(samples.single(), "q-1")

    reading = qti_package.read(packed({"a.xml": item, "b.xml": "<html/>", "c.xml": "<assessmentItem>"}))

    assert [question.place for question in reading.questions] == ["a.xml"]
    assert [refusal.what for refusal in reading.refusals] == ["b.xml", "c.xml"]
    assert len(reading.remarks) == 1


def test_a_manifest_is_held_to_what_it_names():
    whole = zipfile.ZipFile(io.BytesIO(write_qti([samples.single(), samples.number()]).content))
    files = {name: whole.read(name) for name in whole.namelist() if name != "items/q-2.xml"}
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(
        b"<resources>", b'<resources><resource type="imsqti_test_xmlv2p1" href="test.xml"/>'
    )

    reading = qti_package.read(packed(files))

    assert [question.kind for question in reading.questions] == ["single"]
    assert [refusal.what for refusal in reading.refusals] == ["test.xml", "items/q-2.xml"]


def test_an_item_that_asks_otherwise_is_named():
    item = write_item(samples.single(), "q-1").replace("choiceInteraction", "hotspotInteraction")

    reading = qti_package.read(item.encode())

    assert [refusal.words for refusal in reading.refusals] == [
        "Questions of the type “hotspotInteraction” have no place here."
    ]
