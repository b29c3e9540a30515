"""Manifests that others' tools wrote are read as they were meant. Where they come from: foreign/NOTICE.md."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from courses.packages.storing import look_into
from tests.courses.packages import making

FOREIGN = Path(__file__).parent / "foreign"


def brought(manifest: str, name: str, *files: str):
    """The manifest with the files it names, which are empty."""
    empty = dict.fromkeys(files, "")
    return look_into(making.packed({name: (FOREIGN / manifest).read_bytes(), **empty}))


@pytest.mark.parametrize(
    ("manifest", "kind", "edition"),
    [
        ("scorm12.xml", "scorm12", "SCORM 1.2"),
        ("scorm2004-3rd.xml", "scorm2004", "SCORM 2004, 3rd edition"),
    ],
)
def test_what_a_packager_for_npm_writes(manifest, kind, edition):
    told = brought(manifest, "imsmanifest.xml", "index.html")
    [unit] = told.units

    assert (told.kind, told.edition, told.title) == (kind, edition, "Bread and salt")
    assert (unit.identifier, unit.href, unit.is_asset) == ("item_bread-and-salt", "index.html", False)
    assert (unit.mastery_score, unit.passing_score) == (("80", "") if kind == "scorm12" else ("", "0.8"))


def test_sequencing_as_the_test_suite_of_its_authors_asks_for_it():
    told = brought("scorm2004-4th.xml", "imsmanifest.xml", "resources/SequencingTest.htm")
    chapter = told.sequencing["children"][1]

    assert told.edition == "SCORM 2004, 4th edition"
    assert [(unit.identifier, unit.level) for unit in told.units] == [
        ("activity_1", 0),
        ("activity_3", 1),
        ("activity_4", 1),
        ("activity_5", 1),
        ("activity_6", 0),
    ]
    assert (told.units[1].href, told.units[1].parameters) == (
        "resources/SequencingTest.htm",
        "?tc=RU-04bc&act=3",
    )
    assert told.sequencing["sequencingControls"] == {"choice": False, "flow": True}
    assert [one["id"] for one in chapter["children"]] == ["activity_3", "activity_4", "activity_5"]
    assert [rule["action"] for rule in chapter["sequencingRules"]["exitConditionRules"]] == ["exit"]
    assert [rule["action"] for rule in chapter["sequencingRules"]["postConditionRules"]] == ["previous"]
    [rollup] = chapter["rollupRules"]["rules"]
    assert (rollup["consideration"], rollup["minimumPercent"], rollup["action"]) == (
        "atLeastPercent",
        0.5,
        "completed",
    )


def test_a_course_of_the_test_suite_of_cmi5():
    told = brought("cmi5.xml", "cmi5.xml", "index.html")
    [unit] = told.units

    assert told.course == "https://w3id.org/xapi/cmi5/catapult/lts/course/007-2-multi-session"
    assert (unit.title, unit.move_on) == ("CATAPULT LMS Test AU: 007-2 Multi Session", "CompletedOrPassed")


def test_a_unit_on_another_server_is_refused_by_line():
    with pytest.raises(ValidationError) as refused:
        brought("cmi5-duplicated-block.xml", "cmi5.xml")

    assert refused.value.code == "elsewhere"
    assert "http://example.com/index.html" in refused.value.messages[0]
    assert "wiersz 40" in refused.value.messages[0]


def test_what_the_test_suite_of_cmi5_wants_refused_is_refused():
    """A block that stands twice, even where its units would be in the package."""
    structure = (FOREIGN / "cmi5-duplicated-block.xml").read_text().replace("http://example.com/", "")

    with pytest.raises(ValidationError) as refused:
        look_into(making.packed({"cmi5.xml": structure, "index.html": ""}))

    assert refused.value.code == "item_twice"


def test_a_book_of_h5p_with_all_its_libraries():
    book = json.loads((FOREIGN / "h5p.json").read_text())
    folders = [
        f"{one['machineName']}-{one['majorVersion']}.{one['minorVersion']}"
        for one in book["preloadedDependencies"]
    ]
    files = {f"{folder}/library.json": "{}" for folder in folders}
    script = {"H5P.InteractiveBook-1.2/dist/book.js": "this.triggerXAPIScored(1, 2, 'completed')"}
    content = {"h5p.json": json.dumps(book), "content/content.json": "{}"}

    told = look_into(making.packed({**content, **files, **script}))

    assert (told.title, told.library, len(folders)) == ("Interactive Book", "H5P.InteractiveBook", 25)
    assert not told.units[0].is_asset
    del files["H5P.Column-1.12/library.json"]
    with pytest.raises(ValidationError, match=r"H5P\.Column-1\.12"):
        look_into(making.packed({**content, **files, **script}))
