"""Files that editors bring as packages: what they are, their content says; what is wrong, we say in words."""

from __future__ import annotations

import stat
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.packages import archive
from courses.packages.storing import look_into
from tests.courses.packages import making


def refusal(file) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        look_into(file)
    return refused.value


@pytest.mark.parametrize(
    ("file", "kind", "edition", "units"),
    [
        (making.scorm12(titles=("One", "Two")), "scorm12", "SCORM 1.2", ["One", "Two"]),
        (making.scorm2004(), "scorm2004", "SCORM 2004, 4th edition", ["Water", "Fire"]),
        (
            making.scorm2004(edition="2004 3rd Edition"),
            "scorm2004",
            "SCORM 2004, 3rd edition",
            ["Water", "Fire"],
        ),
        (making.cmi5(), "cmi5", "cmi5", ["Sleep"]),
        (making.h5p(), "h5p", "H5P", ["Clicking"]),
    ],
)
def test_each_kind_is_known_by_its_content(file, kind, edition, units):
    file.name = "anything.bin"

    manifest = look_into(file)

    assert (manifest.kind, manifest.edition) == (kind, edition)
    assert [unit.title for unit in manifest.units] == units


def test_what_a_manifest_says_survives_being_kept():
    manifest = look_into(making.cmi5())

    assert type(manifest).from_json(manifest.to_json()) == manifest


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"readme.txt": "no package"}, "no_manifest"),
        ({f"kitchen/{name}": text for name, text in making.scorm12_files().items()}, "nested"),
        ({"tincan.xml": "<tincan/>"}, "tincan"),
        (making.scorm12_files(version="2004 2nd Edition"), "schema_version"),
        (making.scorm12_files(version="AICC"), "schema_version"),
        ({**making.scorm12_files(), "imsmanifest.xml": "<manifest>"}, "broken_manifest"),
        ({**making.scorm12_files(), "imsmanifest.xml": b"\xff\xfe\x00"}, "broken_manifest"),
        (
            {
                **making.scorm12_files(),
                "imsmanifest.xml": '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><m>&d;</m>',
            },
            "xml_bomb",
        ),
        ({k: v for k, v in making.scorm12_files().items() if k != "unit1.html"}, "missing_file"),
        (making.cmi5_files(url="https://elsewhere.example.org/au.html"), "elsewhere"),
        (making.cmi5_files(move_on="Never"), "move_on"),
        (making.cmi5_files(mastery="NaN"), "mastery_score"),
        (making.cmi5_files(mastery="80"), "mastery_score"),
        (making.cmi5_files(url="http://["), "missing_file"),
        ({**making.cmi5_files(), "cmi5.xml": "<courseStructure/>"}, "schema_version"),
        ({**making.h5p_files(), "h5p.json": "{"}, "broken_manifest"),
        ({**making.h5p_files(), "h5p.json": "[" * 100_000}, "broken_manifest"),
        ({k: v for k, v in making.h5p_files().items() if "library" not in k}, "missing_libraries"),
        ({k: v for k, v in making.h5p_files().items() if "content" not in k}, "no_units"),
        (making.h5p_files(core=99), "newer_core"),
        ({**making.scorm12_files(), "tools/setup.exe": "x"}, "program"),
        ({**making.scorm12_files(), "shell.php": "x"}, "program"),
        ({**making.scorm12_files(), ".htaccess": "x"}, "program"),
        ({**making.scorm12_files(), "picture.png": b"MZ\x90\x00"}, "program"),
        ({**making.scorm12_files(), "../../etc/cron.d/evil": "x"}, "path_traversal"),
        ({**making.scorm12_files(), "/etc/passwd": "x"}, "path_traversal"),
        ({**making.scorm12_files(), "..\\windows\\evil": "x"}, "path_traversal"),
        ({**making.scorm12_files(), "C:evil": "x"}, "path_traversal"),
        ({**making.scorm12_files(), "zeros.dat": b"\0" * 3_000_000}, "archive_bomb"),
    ],
)
def test_what_is_wrong_with_a_package_is_said(files, code):
    assert refusal(making.packed(files)).code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"Kitchen", "not_zip"), (b"%PDF-1.7", "not_zip"), (b"PK\x03\x04cut off", "damaged")],
)
def test_what_is_no_archive_is_refused_whatever_its_name_says(content, code):
    assert refusal(SimpleUploadedFile("kitchen.zip", content)).code == code


def test_a_damaged_part_is_found_before_anything_is_kept():
    whole = making.packed({**making.scorm12_files(), "film.bin2": b"0123456789" * 50}).read()
    at = whole.index(b"unit.js") + 40
    damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]

    assert refusal(SimpleUploadedFile("kitchen.zip", damaged)).code == "damaged"


def test_a_link_to_another_place_is_refused():
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in making.scorm12_files().items():
            made.writestr(name, text)
        link = zipfile.ZipInfo("secrets")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")

    assert refusal(SimpleUploadedFile("kitchen.zip", held.getvalue())).code == "symlink"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused():
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in [*making.scorm12_files().items(), ("unit.js", "another")]:
            made.writestr(name, text)

    assert refusal(SimpleUploadedFile("kitchen.zip", held.getvalue())).code == "twice"


def test_a_huge_package_is_refused_by_its_size_and_by_its_number_of_files(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 100)
    assert refusal(making.scorm12()).code == "file_too_large"

    monkeypatch.undo()
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    assert refusal(making.scorm12()).code == "too_many_files"


def test_a_refusal_names_the_part_and_the_line():
    broken = {**making.scorm12_files(), "imsmanifest.xml": "<manifest>\n<oops</manifest>"}
    assert "2" in refusal(making.packed(broken)).messages[0]

    missing = {k: v for k, v in making.scorm12_files().items() if k != "unit1.html"}
    assert "Bread" in refusal(making.packed(missing)).messages[0]


def test_the_rules_of_scorm_2004_are_read_for_the_player():
    rules = """<imsss:sequencing>
      <imsss:controlMode choice="false" flow="true" forwardOnly="true"/>
      <imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any">
        <imsss:ruleCondition operator="not" condition="objectiveMeasureGreaterThan" measureThreshold="0.5"/>
      </imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule>
      </imsss:sequencingRules>
      <imsss:limitConditions attemptLimit="2"/>
      <imsss:objectives><imsss:primaryObjective objectiveID="P" satisfiedByMeasure="true">
        <imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure>
        <imsss:mapInfo targetObjectiveID="global" writeSatisfiedStatus="true"/>
      </imsss:primaryObjective></imsss:objectives>
      <imsss:rollupRules rollupObjectiveSatisfied="false"><imsss:rollupRule childActivitySet="atLeastCount"
        minimumCount="1"><imsss:rollupConditions><imsss:rollupCondition condition="completed"/>
      </imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules>
    </imsss:sequencing>"""

    tree = look_into(making.scorm2004(rules=rules)).sequencing

    assert [child["id"] for child in tree.pop("children")] == ["I1", "I2"]
    assert tree == {
        "id": "O",
        "title": "Elements",
        "isVisible": True,
        "sequencingControls": {
            "choice": False,
            "flow": True,
            "forwardOnly": True,
            "rollupObjectiveSatisfied": False,
        },
        "attemptLimit": 2,
        "sequencingRules": {
            "preConditionRules": [
                {
                    "action": "skip",
                    "conditionCombination": "any",
                    "conditions": [
                        {
                            "condition": "objectiveMeasureGreaterThan",
                            "operator": "not",
                            "parameters": {"threshold": 0.5},
                        }
                    ],
                }
            ]
        },
        "rollupRules": {
            "rules": [
                {
                    "action": "completed",
                    "consideration": "atLeastCount",
                    "conditionCombination": "any",
                    "conditions": [{"condition": "completed"}],
                    "minimumCount": 1,
                }
            ]
        },
        "primaryObjective": {
            "objectiveID": "P",
            "satisfiedByMeasure": True,
            "minNormalizedMeasure": 0.7,
            "mapInfo": [{"targetObjectiveID": "global", "writeSatisfiedStatus": True}],
            "isPrimary": True,
        },
    }


def test_content_of_h5p_that_never_reports_is_known():
    reports = look_into(making.h5p()).units[0]
    silent = look_into(making.h5p(script="H5P.Tiny = function () {};")).units[0]

    assert (reports.is_asset, silent.is_asset) == (False, True)
