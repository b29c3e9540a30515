"""What content says of itself, in the words of each standard, and what it means for us."""

from __future__ import annotations

from decimal import Decimal

import pytest

from courses.packages.manifest import Unit
from courses.packages.runtime import Reported, minutes_of, read

UNIT = Unit(identifier="I1", title="Bread")


def scorm12(status="incomplete", *, unit=UNIT, **core):
    return read("scorm12", {"cmi": {"core": {"lesson_status": status, **core}}}, unit)


def scorm2004(*, unit=UNIT, **cmi):
    return read("scorm2004", {"cmi": cmi}, unit)


@pytest.mark.parametrize(
    ("status", "is_completed", "success"),
    [
        ("passed", True, "passed"),
        ("completed", True, "unknown"),
        ("failed", False, "failed"),
        ("incomplete", False, "unknown"),
        ("browsed", False, "unknown"),
        ("not attempted", False, "unknown"),
        ("nonsense", False, "unknown"),
    ],
)
def test_the_one_status_of_scorm_12_says_two_things(status, is_completed, success):
    assert scorm12(status) == Reported(is_completed=is_completed, success=success)


def test_a_mastery_score_decides_over_what_the_content_says():
    asked = Unit(identifier="I1", title="Bread", mastery_score="80")

    assert scorm12("completed", unit=asked, score={"raw": "79"}).success == "failed"
    assert not scorm12("completed", unit=asked, score={"raw": "79"}).is_completed
    assert scorm12("failed", unit=asked, score={"raw": "80"}).is_completed


@pytest.mark.parametrize(
    ("score", "share"),
    [
        ({"raw": "85"}, Decimal("0.8500")),
        ({"raw": "85", "min": "0", "max": "100"}, Decimal("0.8500")),
        ({"raw": "15", "min": "10", "max": "20"}, Decimal("0.5000")),
        ({"raw": "250"}, Decimal(1)),
        ({"raw": "-5"}, Decimal(0)),
        ({"raw": ""}, None),
        ({"raw": "NaN"}, None),
        ({"raw": "Infinity"}, None),
        ({"raw": "9" * 400}, None),
        ({"raw": "5", "min": "9", "max": "1"}, None),
        ({"raw": True}, None),
        ({"raw": {"a": 1}}, None),
        ([], None),
        (None, None),
    ],
)
def test_points_become_a_share_whatever_is_sent(score, share):
    assert scorm12(score=score).score == share


@pytest.mark.parametrize(
    ("cmi", "is_completed", "success"),
    [
        ({"completion_status": "completed"}, True, "unknown"),
        ({"completion_status": "completed", "success_status": "passed"}, True, "passed"),
        ({"completion_status": "completed", "success_status": "failed"}, False, "failed"),
        ({"completion_status": "unknown", "success_status": "passed"}, True, "passed"),
        ({"completion_status": "incomplete", "success_status": "passed"}, False, "passed"),
        ({"completion_status": ["completed"]}, False, "unknown"),
        ({}, False, "unknown"),
    ],
)
def test_scorm_2004_says_completion_and_success_apart(cmi, is_completed, success):
    assert scorm2004(**cmi) == Reported(is_completed=is_completed, success=success)


def test_the_thresholds_of_the_manifest_decide():
    asked = Unit(identifier="I1", title="Bread", completion_threshold="0.9", passing_score="0.6")

    early = scorm2004(unit=asked, completion_status="completed", progress_measure="0.5")
    passed = scorm2004(unit=asked, progress_measure="0.95", score={"scaled": "0.6"})

    assert not early.is_completed
    assert (passed.is_completed, passed.success) == (True, "passed")


@pytest.mark.parametrize(
    ("told", "minutes"),
    [
        ("0001:02:03.4", 62),
        ("00:00:29", 0),
        ("PT1H2M3S", 62),
        ("P1DT1M", 1441),
        ("PT90S", 2),
        ("P", 0),
        ("PT" + "9" * 300 + "H", 0),
        ("PT999999999H", 100_000),
        ("soon", 0),
        (None, 0),
        (7, 0),
    ],
)
def test_spans_are_read_as_both_editions_write_them(told, minutes):
    assert minutes_of(told) == minutes


def test_h5p_reports_points_and_its_own_verdict():
    told = read("h5p", {"result": {"completion": True, "score": {"raw": 3, "max": 4}}}, UNIT)
    failed = read("h5p", {"result": {"completion": True, "success": False}}, UNIT)

    assert told == Reported(is_completed=True, score=Decimal("0.7500"))
    assert (failed.is_completed, failed.success) == (False, "failed")
    assert read("h5p", {"result": {"success": "yes", "completion": "yes"}}, UNIT) == Reported()


@pytest.mark.parametrize(
    "data", [{}, {"cmi": None}, {"cmi": []}, {"cmi": {"core": "x", "score": 1}}, {"result": 3}]
)
@pytest.mark.parametrize("kind", ["scorm12", "scorm2004", "h5p"])
def test_nonsense_means_nothing(kind, data):
    assert read(kind, data, UNIT) == Reported()
