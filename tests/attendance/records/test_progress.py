"""How far Oksana is: of what was held, of what is planned, and whether it can still be enough."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.models import Attendance
from attendance.records import progress_words
from attendance.records.progress import Minutes, Progress, progress_of
from sessions.models import MakeUp, Place, Session, Unit
from tests.factories.attendance import AttendanceFactory
from tests.factories.courses import CourseFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory

CLOSED = Session.Status.CLOSED


def meeting(run, *, days, closed=False, minutes=120, **facts):
    """A meeting so many days from now; in the past, its list may be handed in."""
    starts_at = timezone.now() + timedelta(days=days)
    if closed:
        facts |= {"status": CLOSED, "closed_at": starts_at + timedelta(hours=3)}
    return SessionFactory(
        run=run, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), **facts
    )


def noted(place, session, *, minutes=None, status=Attendance.Status.PRESENT, **facts):
    minutes = session.minutes if minutes is None else minutes
    return AttendanceFactory(
        session=session, person=place.person, place=place, status=status, minutes=minutes, **facts
    )


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def course(db):
    return CourseFactory(minutes_in_hour=60, required_share=Decimal("0.80"))


@pytest.fixture
def run(course, five_o_clock):
    return RunFactory(course=course)


@pytest.fixture
def place(run, oksana):
    return PlaceFactory(run=run, person=oksana)


def of(place):
    return progress_of([place])[place.pk]


def test_after_half_the_meetings_nobody_is_through(place, run):
    """Two of four attended: all of what was held, and half of what is planned."""
    for days in (-14, -7):
        noted(place, meeting(run, days=days, closed=True))
    for days in (7, 14):
        meeting(run, days=days)

    progress = of(place)

    assert progress_words.attended(progress) == "4 of 4 hours held so far"
    assert progress_words.planned(progress) == "8 hours are planned in all"
    assert not progress.has_enough
    assert (progress.meetings_needed, progress.meetings_left) == (2, 2)


def test_a_list_still_open_counts_neither_as_held_nor_as_attended(place, run):
    noted(place, meeting(run, days=-7, closed=True))
    noted(place, meeting(run, days=-1))

    progress = of(place)

    assert (progress.earned.total, progress.held.total, progress.planned.total) == (120, 120, 240)
    assert progress.uncounted == (120,)
    assert progress_words.uncounted(progress) == "1 meeting is not counted yet: its list is still open."


def test_what_was_called_off_is_not_planned(place, run):
    meeting(run, days=7)
    meeting(run, days=14, status=Session.Status.CANCELLED)

    assert of(place).planned.total == 120


def test_hours_of_the_course_last_as_long_as_it_says(place, run, course):
    course.minutes_in_hour = 45
    course.save()
    noted(place, meeting(run, days=-7, closed=True, minutes=90))

    progress = of(Place.objects.select_related("run__course").get(pk=place.pk))

    assert progress_words.attended(progress) == "2 of 2 hours held so far"


def test_theory_and_practice_stand_apart_where_there_are_both(place, run):
    noted(place, meeting(run, days=-14, closed=True))
    practice = meeting(run, days=-7, closed=True, kind="practice")
    noted(place, practice, minutes=60, practice_minutes=60, status=Attendance.Status.LEFT_EARLY)

    progress = of(place)

    assert (progress.earned, progress.held) == (Minutes(120, 60), Minutes(120, 120))
    assert progress_words.kinds(progress) == "Theory: 2 of 2, practice: 1 of 2"


def test_breaks_between_units_are_not_planned(place, run):
    session = meeting(run, days=7)
    Unit.objects.create(session=session, starts_after=0, minutes=45, kind="theory")
    Unit.objects.create(session=session, starts_after=60, minutes=45, kind="practice")

    assert of(place).planned == Minutes(45, 45)


def test_a_meeting_made_up_elsewhere_counts_as_held_and_attended(place, run, course):
    missed = meeting(run, days=7)
    guest_at = meeting(RunFactory(course=course), days=-1, closed=True)
    MakeUp.objects.create(place=place, missed=missed, session=guest_at)
    noted(place, guest_at)

    progress = of(place)

    assert (progress.earned.total, progress.held.total, progress.planned.total) == (120, 120, 120)
    assert progress.meetings_left == 0


def test_a_make_up_to_come_can_still_be_enough(place, run, course):
    missed = meeting(run, days=-7, closed=True)
    noted(place, missed, minutes=0, status=Attendance.Status.ABSENT)
    MakeUp.objects.create(
        place=place, missed=missed, session=meeting(RunFactory(course=course), days=7, minutes=120)
    )

    progress = of(place)

    assert progress.can_pass
    assert (progress.meetings_needed, progress.meetings_left) == (1, 1)


def test_it_is_no_longer_possible_when_too_much_was_missed(place, run):
    for days in (-14, -7):
        noted(place, meeting(run, days=days, closed=True), minutes=0, status=Attendance.Status.ABSENT)
    meeting(run, days=7)

    progress = of(place)

    assert not progress.can_pass
    assert "not enough" in progress_words.prospect(progress, is_own=True)


def test_whoever_has_enough_hears_so(place, run):
    for days in (-28, -21, -14, -7):
        noted(place, meeting(run, days=days, closed=True))
    meeting(run, days=7)

    progress = of(place)

    assert progress_words.prospect(progress, is_own=True) == (
        "You already have enough hours to complete the course."
    )
    assert progress.meetings_missable == 1


def test_of_a_child_it_is_said_without_you(place, run):
    for days in (7, 14, 21, 28, 35):
        meeting(run, days=days)

    assert (
        progress_words.prospect(of(place), is_own=False)
        == "The course can still be completed with at least 4 of 5 meetings left."
    )


@pytest.mark.parametrize("facts", [{"is_drop_in": True}, {"course__gives_certificate": False}])
def test_where_nothing_is_to_be_passed_nothing_is_said_of_passing(facts, oksana, five_o_clock):
    run = RunFactory(**facts)
    meeting(run, days=7)

    progress = of(PlaceFactory(run=run, person=oksana))

    assert progress_words.prospect(progress, is_own=True) == ""
    assert progress_words.prospect_in_short(progress) == ""


lengths = st.lists(st.integers(min_value=15, max_value=480), max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(left=lengths, held=lengths, share=st.decimals(min_value="0.01", max_value="1.00", places=2))
def test_any_so_many_of_the_meetings_left_are_enough_and_one_fewer_need_not_be(left, held, share):
    progress = Progress(
        earned=Minutes(sum(held) // 2),
        held=Minutes(sum(held)),
        planned=Minutes(sum(held) + sum(left)),
        left=tuple(left),
        minutes_in_hour=60,
        required_share=share,
    )

    shortest = sorted(left)[: progress.meetings_needed]

    if progress.can_pass:
        assert progress.earned.total + sum(shortest) >= progress.needed
        if progress.missing:
            assert progress.earned.total + sum(shortest[:-1]) < progress.needed
    else:
        assert not progress.has_enough


def test_the_number_of_queries_does_not_grow(course, five_o_clock, oksana, marta, irena, danylo):
    def counted(people):
        places = []
        for person in people:
            run = RunFactory(course=course)
            place = PlaceFactory(run=run, person=person)
            session = meeting(run, days=-7, closed=True)
            Unit.objects.create(session=session, starts_after=0, minutes=60, kind="theory")
            noted(place, session)
            places.append(place)
        with CaptureQueriesContext(connection) as queries:
            progress_of(places)
        return len(queries)

    one = counted([oksana])
    three = counted([marta, irena, danylo])

    assert one == three <= 5
