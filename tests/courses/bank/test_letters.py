"""Files come in the letters of old programs: which ones is found out and said, and nothing turns to signs."""

import pytest

from courses.bank.formats import gift_reading, moodle_reading, qti_package
from courses.bank.formats.moodle_writing import write as write_moodle
from tests.courses.bank import samples


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_polish_letters_of_old_programs_are_recognised_and_said(encoding):
    reading = gift_reading.read("// początek\n\nŻółta łąka: śpią gęsi? {T#Źle#Ćma}".encode(encoding))

    assert (reading.encoding, reading.questions[0].stem) == (encoding, "Żółta łąka: śpią gęsi?")
    assert [remark.line for remark in reading.remarks] == [1]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u"])
def test_ukrainian_letters_of_old_programs_are_recognised_and_said(encoding):
    stem = "Хто призначає тимчасового опікуна дитини? Її ґанок є тут."

    reading = gift_reading.read(f"{stem} {{=суд ~школа}}".encode(encoding))

    assert (reading.encoding, reading.questions[0].stem) == (encoding, stem)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_every_unicode_is_read_without_a_word(encoding):
    reading = gift_reading.read("Żółć? {=tak ~nie}".encode(encoding))

    assert (reading.questions[0].stem, reading.remarks) == ("Żółć?", [])


def test_whoever_knows_the_letters_better_is_believed():
    reading = gift_reading.read("Łąka {T}".encode("cp1250"), encoding="cp1250")

    assert (reading.questions[0].stem, reading.remarks) == ("Łąka", [])


def test_xml_that_lies_about_its_letters_is_read_all_the_same():
    content = write_moodle([samples.true_false()]).content.decode().encode("cp1250")

    reading = moodle_reading.read(content)

    assert reading.questions[0].stem == "Opiekun podpisuje zgodę na leczenie."
    assert reading.encoding == "cp1250"


@pytest.mark.parametrize("told", ["undefined", "unicode_escape", "punycode", "hex", "no-such-letters"])
@pytest.mark.parametrize("read", [moodle_reading.read, qti_package.read])
def test_letters_that_no_file_is_written_in_are_answered(read, told):
    content = f'<?xml version="1.0" encoding="{told}"?><quiz><p>\\ud800</p></quiz>'.encode()

    assert read(content).questions == []
