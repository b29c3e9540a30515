"""A learner goes on with a package; what is late, foreign or too large changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from courses.models import Enrolment, Registration, Requirement, UnitProgress
from courses.packages import results, saving
from courses.packages.opening import NothingToOpen, begin, begin_newer, unit_to_open
from courses.packages.storing import add_package, add_version, make_current, offer_again, retire
from tests.courses.packages import making
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.packages import make_package, make_registration, open_for


def opened(registration):
    return open_for(registration).launch.number


def save(registration, *, unit="I1", launch=1, sequence=1, **core):
    data = {"cmi": {"core": {"lesson_status": "incomplete", **core}}}
    return saving.save_unit(registration, unit=unit, launch=launch, sequence=sequence, data=data)


def test_what_was_kept_is_there_when_the_learner_comes_back(db):
    registration = make_registration()
    launch = opened(registration)

    save(registration, launch=launch, lesson_location="3")

    kept = UnitProgress.objects.get(registration=registration, unit="I1")
    assert kept.cmi["cmi"]["core"]["lesson_location"] == "3"
    assert not kept.is_completed


def test_a_late_older_saving_does_not_overwrite_a_newer_one(db):
    registration = make_registration()
    launch = opened(registration)
    save(registration, launch=launch, sequence=7, lesson_location="7")

    with pytest.raises(saving.Outdated):
        save(registration, launch=launch, sequence=6, lesson_location="6")

    assert UnitProgress.objects.get().cmi["cmi"]["core"]["lesson_location"] == "7"


def test_an_older_window_saves_nothing_once_a_newer_one_has(db):
    registration = make_registration()
    first, second = opened(registration), opened(registration)
    save(registration, launch=first, sequence=9, lesson_location="first")
    save(registration, launch=second, sequence=1, lesson_location="second")

    with pytest.raises(saving.Outdated):
        save(registration, launch=first, sequence=10, lesson_location="first again")

    assert UnitProgress.objects.get().cmi["cmi"]["core"]["lesson_location"] == "second"


def test_an_opening_that_never_was_saves_nothing(db):
    with pytest.raises(saving.Outdated):
        save(make_registration(), launch=1)


def test_the_same_saving_twice_is_one(db):
    registration = make_registration()
    launch = opened(registration)

    for _time in range(2):
        save(registration, launch=launch, lesson_status="completed", score={"raw": "90"})

    progress = UnitProgress.objects.get()
    assert (progress.is_completed, progress.score) == (True, Decimal("0.9000"))


def test_what_was_reached_is_not_lost_by_opening_it_once_more(db):
    registration = make_registration()
    save(registration, launch=opened(registration), lesson_status="passed", score={"raw": "90"})

    save(registration, launch=opened(registration), lesson_status="failed", score={"raw": "10"})

    progress = UnitProgress.objects.get()
    assert (progress.is_completed, progress.success, progress.score) == (True, "passed", Decimal("0.9000"))


@pytest.mark.parametrize("unit", ["I9", "", "../I1"])
def test_a_unit_that_the_package_does_not_have_is_refused(db, unit):
    registration = make_registration()

    with pytest.raises(saving.UnknownUnit):
        save(registration, unit=unit, launch=opened(registration))


def test_more_than_content_ever_keeps_is_refused(db):
    registration = make_registration()

    with pytest.raises(saving.TooLarge):
        save(registration, launch=opened(registration), lesson_location="x" * saving.MOST_BYTES)

    assert not UnitProgress.objects.exists()


def test_a_package_is_finished_when_all_its_parts_are(db):
    registration = make_registration(titles=("One", "Two"))
    launch = opened(registration)

    save(registration, unit="I1", launch=launch, lesson_status="passed", score={"raw": "80"})
    assert results.finished([registration.enrolment]) == {registration.enrolment_id: set()}

    save(registration, unit="I2", launch=launch, lesson_status="completed", score={"raw": "60"})
    assert results.finished([registration.enrolment]) == {
        registration.enrolment_id: {registration.version.package_id}
    }
    assert Registration.objects.get().score == Decimal("0.7000")


def test_a_finished_package_moves_the_course_on(db):
    registration = make_registration()
    package = registration.version.package
    Requirement.objects.create(course=package.course, kind="package", package=package)

    save(registration, launch=opened(registration), lesson_status="completed")

    assert Enrolment.objects.get().result == Enrolment.Result.COMPLETED


def test_results_are_read_in_one_query_for_any_number(db, django_assert_num_queries):
    enrolments = [make_registration().enrolment for _number in range(3)]

    with django_assert_num_queries(2):
        assert set(results.finished(enrolments)) == {one.pk for one in enrolments}
        assert set(results.best_scores(enrolments)) == {one.pk for one in enrolments}


def test_the_first_part_that_is_not_gone_through_is_opened(db):
    registration = make_registration(titles=("One", "Two"))
    assert unit_to_open(registration.version.contents, {}) == "I1"

    save(registration, launch=opened(registration), lesson_status="completed")

    progress = {one.unit: one for one in registration.units.all()}
    assert unit_to_open(registration.version.contents, progress) == "I2"
    assert unit_to_open(registration.version.contents, progress, "I1") == "I1"
    assert unit_to_open(registration.version.contents, progress, "I9") == "I2"


# --- versions ----------------------------------------------------------------------------------


def test_a_learner_stays_on_her_version_and_others_begin_the_new_one(db):
    registration = make_registration()
    package = registration.version.package

    second = add_version(package, file=making.scorm12(titles=("Bread", "Salt")), by=None)

    assert begin(registration.enrolment, package) == registration
    assert begin(EnrolmentFactory(course=package.course), package).version == second
    assert begin_newer(registration.enrolment, package).version == second
    assert begin(registration.enrolment, package).version == second


def test_one_can_go_back_to_an_older_version(db):
    package = make_package()
    first = package.versions.get()
    add_version(package, file=making.scorm12(titles=("Bread", "Salt")), by=None)

    make_current(first)

    assert begin(EnrolmentFactory(course=package.course), package).version == first
    assert package.versions.filter(is_current=True).count() == 1


@pytest.mark.parametrize(
    ("files", "code"), [(making.h5p_files(), "other_kind"), (making.scorm12_files(), "same_file")]
)
def test_another_kind_or_the_same_file_is_no_new_version(db, files, code):
    same = making.packed(making.scorm12_files())
    package = add_package(CourseFactory(), file=same, by=None)
    given = same if code == "same_file" else making.packed(files)

    with pytest.raises(ValidationError) as refused:
        add_version(package, file=given, by=None)

    assert refused.value.code == code
    assert package.versions.count() == 1


def test_a_retired_package_is_begun_by_nobody_and_gone_on_with_by_whoever_began(db):
    registration = make_registration()
    package = retire(registration.version.package)

    assert begin(registration.enrolment, package) == registration
    with pytest.raises(NothingToOpen):
        begin(EnrolmentFactory(course=package.course), package)

    assert begin(EnrolmentFactory(course=package.course), offer_again(package))
