"""An editor brings a package: unpacked before the database hears of it, tried out before learners get it."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Package, PackageVersion, Registration
from courses.packages import storing, tidying, unpacking
from courses.packages.storing import add_package, add_version
from tests.courses.packages import making
from tests.factories.courses import CourseFactory
from tests.factories.packages import make_package, make_registration

THERE = "localhost:8000"


@pytest.fixture
def at_work(client, ewa):
    client.force_login(ewa.user)
    return client


@pytest.fixture
def private(tmp_path, monkeypatch):
    """A disk, so that what is left over can be counted.

    The setting stays as it is: to change it makes every storage anew, and the
    fields of other models would go on with the old ones.
    """
    disk = FileSystemStorage(location=tmp_path)
    monkeypatch.setitem(storages._storages, "private", disk)
    monkeypatch.setattr(PackageVersion._meta.get_field("file"), "storage", disk)
    return tmp_path


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file() or path.parent.name == unpacking.FOLDER]


class OutOfOrder(Exception):
    pass


def broken(*_args, **_more):
    raise OutOfOrder


# --- the files first, then one short transaction -----------------------------------------------


@pytest.mark.parametrize("deed", ["add", "bring_version"])
def test_no_transaction_is_open_while_files_are_unpacked(at_work, monkeypatch, deed):
    package = make_package()
    around = len(connection.atomic_blocks)
    seen = []
    was = unpacking._Part.chunks
    monkeypatch.setattr(
        unpacking._Part,
        "chunks",
        lambda part, size=None: [seen.append(len(connection.atomic_blocks)), *was(part, size)][1:],
    )
    asked = {"course": package.course_id, "is_required": "on", "file": making.scorm12(titles=("New",))}
    where = reverse("package:add") if deed == "add" else reverse("package:bring_version", args=[package.pk])

    answer = at_work.post(where, asked)

    assert answer.status_code == 302
    assert seen
    assert set(seen) == {around}


def test_a_failure_in_the_database_leaves_no_file_behind(db, private, monkeypatch):
    monkeypatch.setattr(storing, "_give_to_beginners", broken)

    with pytest.raises(OutOfOrder):
        add_package(CourseFactory(), file=making.scorm12(), by=None)

    assert files_in(private) == []
    assert not Package.objects.exists()


def test_a_failure_of_the_disk_leaves_no_file_and_no_row_behind(db, private, monkeypatch):
    package = make_package()
    before = files_in(private)
    kept = []

    def full_after_two(name, content, **_more):
        if len(kept) == 2:
            raise OSError("no space left")
        kept.append(was(name, content))
        return name

    was = storages["private"].save
    monkeypatch.setattr(storages["private"], "save", full_after_two)
    with pytest.raises(OSError, match="no space left"):
        add_version(package, file=making.scorm12(titles=("New",)), by=None)

    assert len(kept) == 2
    assert files_in(private) == before
    assert package.versions.count() == 1


def test_what_is_refused_leaves_nothing_behind(db, private):
    package = make_package()
    before = files_in(private)

    for file in (making.h5p(), making.scorm12(), SimpleUploadedFile("x.zip", b"PK\x03\x04cut off")):
        with pytest.raises(ValidationError):
            add_version(package, file=file, by=None)

    assert files_in(private) == before


# --- what a machine that went off has left behind ----------------------------------------------


def left_behind(monkeypatch):
    """A machine goes off after everything is unpacked, and before the database hears of it."""
    with monkeypatch.context() as off:
        off.setattr(storing, "_give_to_beginners", broken)
        off.setattr(unpacking, "take_away", lambda *_names: None)
        off.setattr("django.db.models.fields.files.FieldFile.delete", lambda *_more, **_words: None)
        with pytest.raises(OutOfOrder):
            add_package(CourseFactory(), file=making.scorm12(titles=("Never",)), by=None)


def in_days(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_what_a_crash_left_behind_is_taken_away_in_the_second_night_and_nothing_else(
    db, private, monkeypatch
):
    make_package()
    kept = files_in(private)
    left_behind(monkeypatch)
    (private / unpacking.FOLDER / ("0" * 32)).mkdir()
    assert len(files_in(private)) > len(kept) + 2, "its folder, its archive, and a folder just made"

    with in_days(0.9):
        assert tidying.take_away_leftovers() == 0
    with in_days(2):
        assert tidying.take_away_leftovers() == 3
        assert tidying.take_away_leftovers() == 0

    assert files_in(private) == kept


def test_what_is_still_being_written_stays_though_it_began_long_ago(db, private, monkeypatch):
    make_package()
    left_behind(monkeypatch)
    before = files_in(private)
    known = PackageVersion.objects.get().uuid.hex

    with in_days(2):
        for folder in (private / unpacking.FOLDER).iterdir():
            youngest = min(folder.iterdir())
            os.utime(youngest, (timezone.now().timestamp(),) * 2)
        for archive in (private / tidying.PACKED).rglob("*.zip"):
            if known not in archive.name:
                os.utime(archive, (timezone.now().timestamp(),) * 2)
        assert tidying.take_away_leftovers() == 0

    assert files_in(private) == before


def test_a_package_that_came_while_the_files_were_listed_stays(db, private, monkeypatch):
    make_package()
    was = tidying._packed

    def brought_meanwhile():
        make_package(titles=("Meanwhile",))
        return was()

    monkeypatch.setattr(tidying, "_packed", brought_meanwhile)
    with in_days(2):
        assert tidying.take_away_leftovers() == 0


def test_two_who_tidy_at_once_do_not_stumble_over_each_other(db, private, monkeypatch):
    make_package()
    kept = files_in(private)
    left_behind(monkeypatch)
    was = tidying._unpacked

    def listed_before_the_other_is_done():
        folders = was()
        with monkeypatch.context() as other:
            other.setattr(tidying, "_unpacked", was)
            assert tidying.take_away_leftovers() == 2
        return folders

    with in_days(2):
        monkeypatch.setattr(tidying, "_unpacked", listed_before_the_other_is_done)
        tidying.take_away_leftovers()

    assert files_in(private) == kept


def test_where_the_database_waits_to_be_restored_nothing_is_taken_away(db, private, monkeypatch):
    left_behind(monkeypatch)
    before = files_in(private)

    with in_days(30):
        assert tidying.take_away_leftovers() == 0

    assert files_in(private) == before


# --- trying it out -----------------------------------------------------------------------------


def tried(client, version):
    where = [version.package_id, version.number]
    return client.post(reverse("package:open_try", args=where)).json()


def there(opened, path, sent=None):
    client = Client(headers={"host": THERE})
    address = opened["address"].removeprefix(f"http://{THERE}") + path
    return client.post(address, sent, content_type="application/json") if sent else client.get(address)


def test_an_editor_sees_it_as_learners_will(at_work):
    version = make_package(titles=("Bread", "Salt")).versions.get()

    page = at_work.get(reverse("package:try_version", args=[version.package_id, 1]))

    assert "Bread" in page.text
    assert "Salt" in page.text
    assert 'sandbox="allow-scripts allow-same-origin allow-forms"' in page.text
    assert "frame-src http://localhost:8000" in page["Content-Security-Policy"]


def test_a_try_plays_to_its_end_and_counts_for_nobody(at_work, oksana):
    learner = make_registration(person=oksana)
    done = {"cmi": {"core": {"lesson_status": "completed", "score": {"raw": "90"}}}}

    opened = tried(at_work, learner.version)
    answer = there(opened, "save", {"unit": "I1", "sequence": 1, "data": done})

    assert answer.json() == {"units": {"I1": "done"}, "finished": True, "score": 0.9}
    assert there(opened, "begin").json()["learner"]["name"] == ""
    assert at_work.post(opened["stay"]).status_code == 204
    learner.refresh_from_db()
    assert (learner.finished_at, learner.units.count()) == (None, 0)
    page = at_work.get(reverse("package:inspect", args=[learner.version.package_id])).context
    assert [(one.learners, one.finished) for one in page["versions"]] == [(1, 0)]


def test_a_unit_of_cmi5_can_be_tried_out_too(at_work):
    opened = tried(at_work, make_package("cmi5").versions.get())

    assert "auth-token" in there(opened, "fetch", {"a": 1}).json()
    assert there(opened, "begin").json()["parameters"]["activityId"]


def test_each_try_begins_anew_and_only_the_last_is_kept(at_work):
    version = make_package().versions.get()
    first = tried(at_work, version)
    there(first, "save", {"unit": "I1", "sequence": 1, "data": {"cmi": {"core": {}}}})

    second = tried(at_work, version)

    assert there(second, "begin").json()["states"] == {}
    assert there(first, "begin").status_code == 404
    assert Registration.objects.count() == 1


def test_a_learner_cannot_open_a_try(client, oksana):
    version = make_package().versions.get()
    client.force_login(oksana.user)

    assert client.post(reverse("package:open_try", args=[version.package_id, 1])).status_code == 302
    assert not Registration.objects.exists()
