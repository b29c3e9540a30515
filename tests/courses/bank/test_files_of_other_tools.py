"""Files that other houses' tools wrote are taken as they meant them, and what stays behind is said by line.

Where they come from stands in ``foreign/NOTICE.md``. Beside each lies what must come of it.
"""

import io
import zipfile
from pathlib import Path

import pytest

from courses.bank.formats import FORMATS, recognise
from tests.courses.bank.retelling import retell

FOREIGN = Path(__file__).parent / "foreign"


@pytest.mark.parametrize(
    ("name", "file_format"),
    [
        ("gift_wrapper.gift.txt", "gift"),
        ("pygiftparser.gift.txt", "gift"),
        ("moodle_tools.xml", "moodle"),
        ("moocloze.xml", "moodle"),
        ("qti_package_maker.aiken.txt", "aiken"),
        ("qti_package_maker.zip", "qti"),
        ("text2qti.zip", "qti"),
    ],
)
def test_a_file_of_another_tool_is_taken_as_it_was_meant(name, file_format):
    content = (FOREIGN / name).read_bytes()

    recognised, reading = recognise(content), FORMATS[file_format].read(content)

    assert recognised == file_format
    assert retell(reading) == (FOREIGN / f"{name}.told").read_text()


def test_items_that_only_test_for_the_right_answer_are_taken():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path in sorted((FOREIGN / "pyslet").glob("*.xml")):
            archive.write(path, path.name)

    reading = FORMATS["qti"].read(held.getvalue())

    assert retell(reading) == (FOREIGN / "pyslet.told").read_text()
