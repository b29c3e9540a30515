"""A phone whose clock is wrong still tells when people came: it says what its clock shows as it sends."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.codes.passes import pass_of
from attendance.door import clock
from attendance.models import Attendance, Device, Scan
from tests.attendance.conftest import START
from tests.factories.attendance import DeviceFactory

SCANS = "/api/v1/desk/scans"
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)


@pytest.fixture
def tell(client, session, irena, oksana, seat, time_machine):
    """A phone that is ``ahead`` sends at 17.30 what it saw at 17.05."""

    def post(*, ahead, seen=5, sends=30):
        client.force_login(irena.user)
        time_machine.move_to(START + timedelta(minutes=sends), tick=False)
        event = {
            "event_id": str(uuid4()),
            "session": str(session.uuid),
            "happened_at": (START + timedelta(minutes=seen) + ahead).isoformat(),
            "code": pass_of(oksana).secret,
        }
        sent_at = (START + timedelta(minutes=sends) + ahead).isoformat()
        body = {"device": "phone-1", "sent_at": sent_at, "events": [event]}
        return client.post(SCANS, body, content_type="application/json").json()["results"][0]

    return post


@pytest.mark.parametrize(
    "ahead",
    [timedelta(), timedelta(hours=3), timedelta(days=-400), -(START - datetime(1980, 1, 6, tzinfo=UTC))],
    ids=["right", "three hours ahead", "a year behind", "without a battery"],
)
def test_what_counts_is_by_a_right_clock_and_what_the_phone_showed_is_kept(tell, ahead):
    answer = tell(ahead=ahead)

    scan = Scan.objects.get()
    assert answer["verdict"] == "welcome"
    assert Attendance.objects.get().arrived_at == scan.happened_at == START + timedelta(minutes=5)
    assert scan.device_at == START + timedelta(minutes=5) + ahead


@pytest.mark.parametrize("seconds", [-60, -20, 20, 60])
def test_a_minute_is_what_a_letter_takes_and_nothing_to_correct(tell, seconds):
    tell(ahead=timedelta(seconds=seconds))

    assert Scan.objects.get().happened_at == START + timedelta(minutes=5, seconds=seconds)


def test_nobody_came_later_than_now(tell):
    tell(ahead=timedelta(), seen=90)

    assert Scan.objects.get().happened_at == START + timedelta(minutes=30)


def test_the_device_is_known_to_be_wrong(tell):
    DeviceFactory(name="phone-1")

    tell(ahead=timedelta(hours=2))

    assert Device.objects.get().skew_seconds == 7200


@pytest.mark.parametrize(("year", "seconds"), [(2199, 2**31 - 1), (1970, -1_795_579_200)])
def test_a_clock_a_lifetime_ahead_is_as_wrong_as_the_column_can_say(year, seconds):
    sent_at = datetime(year, 1, 1, tzinfo=UTC)

    ahead = clock.ahead_by(clock.skew(sent_at=sent_at, now=datetime(2026, 11, 24, 16, tzinfo=UTC)))

    assert ahead == pytest.approx(seconds, abs=86_400)
    assert abs(ahead) < 2**31


@given(ahead=st.timedeltas(timedelta(days=-3000), timedelta(days=3000)), ago=st.integers(0, 10**6))
def test_however_wrong_the_clock_is_the_time_between_stays(ahead, ago):
    skew = clock.skew(sent_at=NOW + ahead, now=NOW)

    happened = clock.corrected(NOW + ahead - timedelta(seconds=ago), by=skew, now=NOW)

    assert abs(happened - (NOW - timedelta(seconds=ago))) <= clock.TOLERANCE
    assert happened <= NOW


@pytest.mark.parametrize("year", [1, 1969, 2201, 9999])
def test_a_clock_that_shows_no_year_corrects_nothing(year):
    assert clock.skew(sent_at=datetime(year, 6, 1, tzinfo=UTC), now=NOW) == timedelta()
