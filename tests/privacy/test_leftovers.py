"""A machine goes off between a file and its record: the file is gone the second night, and nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from attendance.models import PastImport
from attendance.tasks import forget_abandoned_imports
from courses.models import Evidence
from courses.tasks import PAPERS, tidy_papers
from lms.privacy.leftovers import take_away_leftovers
from tests.factories.competences import EvidenceFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def disk(tmp_path, monkeypatch):
    disk = FileSystemStorage(location=tmp_path)
    for field in (*PAPERS, PastImport.file.field):
        monkeypatch.setattr(field, "storage", disk)
    return disk


def left_behind(disk, *, folder="evidence"):
    return disk.save(f"{folder}/2026/left.pdf", ContentFile(b"%PDF-"))


def in_days(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_a_paper_that_no_record_names_is_gone_the_second_night(disk):
    kept = EvidenceFactory(document=ContentFile(b"%PDF-", name="kept.pdf")).document.name
    folders = ("evidence", "handed-in", "recognitions", "question-imports")
    left = [left_behind(disk, folder=folder) for folder in folders]

    with in_days(0.9):
        tidy_papers()
        assert all(map(disk.exists, left))
    with in_days(2):
        tidy_papers()

    assert not any(map(disk.exists, left))
    assert disk.exists(kept)


def test_a_paper_that_passed_to_a_record_of_another_kind_stays(disk):
    passed = left_behind(disk, folder="recognitions")
    EvidenceFactory(document=passed)

    with in_days(30):
        tidy_papers()

    assert disk.exists(passed)


def test_a_database_without_people_is_not_believed(disk):
    left = left_behind(disk)

    with in_days(30):
        before = take_away_leftovers(Evidence.document.field)
        PersonFactory()
        after = take_away_leftovers(Evidence.document.field)

    assert (before, after) == (0, 1)
    assert not disk.exists(left)


def test_files_of_past_attendance_are_looked_through_as_well(disk):
    PersonFactory()
    left = left_behind(disk, folder="past-imports")

    with in_days(2):
        forget_abandoned_imports()

    assert not disk.exists(left)
