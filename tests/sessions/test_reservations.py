"""No room and no human is ever in two things at once; the database itself says no."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.checks import overlaps_are_refused
from sessions.errors import Clash
from sessions.models import Reservation, Resource
from sessions.models.overlap import TRIGGERS
from sessions.reservations import release, reserve, reserve_people, resource_of_room, resources_of_people
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(hour, *, hours=2):
    return SessionFactory(starts_at=MONDAY + hour * HOUR, ends_at=MONDAY + (hour + hours) * HOUR)


@pytest.fixture
def blue_room():
    return resource_of_room(RoomFactory(name="Blue room"))


def test_a_clash_names_the_room_and_the_trainer_that_are_not_free(blue_room, irena, marta):
    trainer, free = resources_of_people([irena])[0], resources_of_people([marta])[0]
    reserve(at(0), [blue_room, trainer])

    with pytest.raises(Clash) as clash:
        reserve(at(1), [free, blue_room, trainer])

    assert set(clash.value.resources) == {blue_room, trainer}
    assert clash.value.hours == [MONDAY + HOUR]
    assert "Blue room" in str(clash.value)
    assert "Irena" in str(clash.value)


def test_after_a_clash_nothing_is_reserved(blue_room, marta):
    reserve(at(0), [blue_room])
    later = at(1)

    with pytest.raises(Clash):
        reserve(later, [blue_room, *resources_of_people([marta])])

    assert not later.reservations.exists()


def test_hours_that_touch_are_no_clash_and_released_hours_are_free(blue_room):
    first, second, instead = at(0), at(2), at(1, hours=1)
    reserve(first, [blue_room])
    reserve(second, [blue_room])

    release(first)
    reserve(instead, [blue_room])

    assert Reservation.objects.filter(active=True).count() == 2


def test_a_room_is_kept_a_little_longer_where_it_has_to_be_tidied():
    hall = resource_of_room(RoomFactory(minutes_between=15))
    reserve(at(0), [hall])

    with pytest.raises(Clash):
        reserve(at(2), [hall])


def test_a_run_whose_own_sessions_overlap_seats_nobody(marta):
    run = RunFactory()
    for hour in (0, 1):
        SessionFactory(
            run=run,
            starts_at=MONDAY + timedelta(days=3650, hours=hour),
            ends_at=MONDAY + timedelta(days=3650, hours=hour + 2),
        )

    with pytest.raises(Clash) as clash:
        reserve_people([marta], in_run=run)

    assert [resource.person for resource in clash.value.resources] == [marta]
    assert not Reservation.objects.exists()


def test_everybody_has_one_resource_however_often_it_is_asked_for(marta, oksana):
    first = resources_of_people([marta])
    both = resources_of_people([oksana, marta])

    assert {resource.person for resource in both} == {marta, oksana}
    assert first[0] in both
    assert Resource.objects.count() == 2


def written_past_the_verbs(resource, hour):
    session = at(hour)
    return Reservation.objects.create(
        resource=resource, session=session, starts_at=session.starts_at, ends_at=session.ends_at
    )


def test_the_database_refuses_an_overlap_whatever_the_code_does(blue_room):
    written_past_the_verbs(blue_room, 0)
    other = written_past_the_verbs(blue_room, 4)

    with pytest.raises(IntegrityError), transaction.atomic():
        written_past_the_verbs(blue_room, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reservation.objects.filter(pk=other.pk).update(starts_at=MONDAY + HOUR)
    Reservation.objects.filter(pk=other.pk).update(active=False)
    written_past_the_verbs(blue_room, 4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reservation.objects.filter(pk=other.pk).update(active=True)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    wanted=st.lists(
        st.tuples(
            st.sets(st.integers(0, 2), min_size=1), st.integers(min_value=0, max_value=12), st.integers(1, 4)
        ),
        max_size=8,
    )
)
def test_of_any_wishes_exactly_those_that_do_not_overlap_are_granted(wanted):
    with transaction.atomic():
        rooms = [resource_of_room(RoomFactory()) for _room in range(3)]
        granted = []
        for which, start, length in wanted:
            fits = all(
                not which & taken or start + length <= other or other_end <= start
                for taken, other, other_end in granted
            )
            try:
                reserve(at(start, hours=length), [rooms[room] for room in which])
            except Clash:
                assert not fits
            else:
                assert fits
                granted.append((which, start, start + length))
        transaction.set_rollback(True)


def test_a_check_finds_a_database_that_lost_its_guard_and_migrating_sets_it_again(blue_room):
    if connection.vendor != "sqlite":
        pytest.skip("Only on SQLite can a migration drop the guard.")
    written_past_the_verbs(blue_room, 0)
    sound = overlaps_are_refused(databases=["default"])
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            cursor.execute(f"DROP TRIGGER {trigger}")

    found = overlaps_are_refused(databases=["default"])
    call_command("migrate", "training_sessions", verbosity=0, skip_checks=True)

    assert sound == []
    assert [warning.id for warning in found] == ["training_sessions.W001"]
    assert overlaps_are_refused(databases=["default"]) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        written_past_the_verbs(blue_room, 1)
