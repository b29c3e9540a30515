"""A phone fetches its lists ahead: all it needs in a basement, and of nobody more than the door must know."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attendance.codes.passes import pass_of, replace_pass
from attendance.desk.devices import lock
from attendance.door.checkin import note
from attendance.door.events import WalkInWords
from attendance.models import Device, DeviceList, Scan
from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.models import MakeUp, Place, Run, Unit
from tests.attendance.conftest import START
from tests.factories.attendance import GuardianConsentFactory, KeptApartFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory

PACKAGE = "/api/v1/desk/package"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142 Mobile Safari/537.36"
)


@pytest.fixture
def fetch(client):
    def get(person, *, device="phone-1", **headers):
        client.force_login(person.user)
        return client.get(
            PACKAGE, {"device": device, "lang": "en"}, headers={"user-agent": ANDROID, **headers}
        )

    return get


@pytest.fixture
def packed(fetch, irena):
    """The only list in the package of Irena."""

    def only():
        [session] = fetch(irena).json()["sessions"]
        return session

    return only


@pytest.fixture
def of(packed):
    """What the package says of somebody."""

    def row(person):
        return next(row for row in packed()["people"] if row["person"] == str(person.uuid))

    return row


def test_a_list_holds_what_the_door_needs_and_no_more(packed, session, seat, oksana):
    oksana.date_of_birth = date(1990, 5, 4)
    oksana.save()
    held = pass_of(oksana)

    [row] = packed()["people"]

    assert row == {
        "person": str(oksana.uuid),
        "name": "Oksana Shevchenko",
        "born": 1990,
        "is_child": False,
        "fingerprint": hashlib.sha256(held.secret.encode()).hexdigest(),
        "short_fingerprint": hashlib.sha256((session.uuid.hex + held.secret[:8]).encode()).hexdigest(),
        "place": "expected",
        "status": "",
        "came_at": None,
        "left_at": None,
        "came_by": "",
        "scanned_in": None,
        "needs": [],
        "guardians": [],
        "has_consent": False,
        "apart": [],
        "calls_first": False,
        "note": "",
    }


def test_a_session_says_when_its_door_is_open_and_what_it_asks(packed, session):
    session.run.checks_out = True
    session.run.save()
    session.run.course.is_handed_over = True
    session.run.course.save()
    Unit.objects.create(session=session, starts_after=0, minutes=45, kind="theory", topic="Sąd")

    told = packed()

    assert told["uuid"] == str(session.uuid)
    assert (told["door_opens_at"], told["door_closes_at"]) == ("2026-11-24T15:00:00Z", "2026-11-24T19:00:00Z")
    assert (told["checks_out"], told["asks_guardian"], told["asks_consent"]) == (True, True, False)
    assert told["units"] == [
        {
            "starts_at": "2026-11-24T16:00:00Z",
            "ends_at": "2026-11-24T16:45:00Z",
            "kind": "theory",
            "topic": "Sąd",
        }
    ]
    assert told["door_secret"] == session.door_secret.secret


@pytest.mark.parametrize(
    ("status", "place"),
    [("confirmed", "expected"), ("waiting", "waiting"), ("applied", "waiting"), ("cancelled", "cancelled")],
)
def test_those_who_have_no_seat_are_known_so_that_the_door_can_say_so(of, session, marta, status, place):
    PlaceFactory(run=session.run, person=marta, status=status, queue_number=1)

    assert of(marta)["place"] == place


def test_guests_and_walk_ins_and_those_who_come_elsewhere_are_told_apart(
    of, session, seat, oksana, marta, irena, scanned
):
    other = SessionFactory(run=RunFactory(course=session.run.course))
    PlaceFactory(run=other.run, person=marta)
    MakeUp.objects.create(place=marta.places.get(), missed=other, session=session)
    MakeUp.objects.create(place=seat, missed=session, session=other)
    halyna = PersonFactory.build()
    note(
        scanned(oksana, code="", person=halyna.uuid, walk_in=WalkInWords(name="Halyna"), method="list"),
        session=session,
        by=irena,
    )

    assert (of(oksana)["place"], of(marta)["place"], of(halyna)["place"]) == ("elsewhere", "guest", "walk_in")


def test_whoever_is_in_is_told_with_the_hour_and_who_let_them_in(of, session, seat, oksana, irena, scanned):
    note(scanned(oksana, minutes=-5), session=session, by=irena)

    told = of(oksana)

    assert (told["status"], told["came_at"], told["came_by"]) == (
        "present",
        "2026-11-24T15:55:00Z",
        "Irena Wójcik",
    )


def test_the_guardians_of_a_child_are_named_where_it_is_handed_over(of, session, oksana, danylo):
    PlaceFactory(run=session.run, person=danylo, booked_by=oksana)
    unasked = of(danylo)
    course = session.run.course
    course.is_handed_over = course.needs_consent = True
    course.save()
    GuardianConsentFactory(place=danylo.places.get())

    told = of(danylo)

    assert (unasked["guardians"], unasked["has_consent"]) == ([], False)
    assert told["guardians"] == [{"person": str(oksana.uuid), "name": "Oksana Shevchenko"}]
    assert (told["is_child"], told["has_consent"]) == (True, True)


def test_the_list_does_not_link_two_who_must_not_meet_and_the_pass_of_one_does(
    of, session, seat, oksana, marta
):
    PlaceFactory(run=session.run, person=marta)
    KeptApartFactory(one=oksana, other=marta)
    KeptApartFactory(one=oksana)
    held = pass_of(oksana)

    [hers], [the_other] = of(oksana)["apart"], of(marta)["apart"]

    assert not {hers[:32], hers[32:]} & {the_other[:32], the_other[32:]}
    assert marta.uuid.hex not in hers
    veil = hashlib.sha256(f"{session.uuid.hex}{hers[:32]}{held.secret}".encode()).hexdigest()[:32]
    assert int(hers[32:], 16) ^ int(veil, 16) == marta.uuid.int


def test_whoever_would_meet_somebody_next_door_is_marked_for_a_call(of, session, seat, oksana):
    session.room = RoomFactory(address="ul. Prosta 1")
    session.save()
    next_door = SessionFactory(starts_at=START, room=RoomFactory(address="ul. Prosta 1"))
    pair = KeptApartFactory(one=oksana)
    PlaceFactory(run=next_door.run, person=pair.other)

    told = of(oksana)

    assert (told["calls_first"], told["apart"]) == (True, [])


def test_old_passes_are_known_as_old(packed, session, seat, oksana):
    old = pass_of(oksana)
    replace_pass(oksana, by=oksana)

    assert packed()["revoked"] == [old.fingerprint]


def test_of_a_confidential_run_the_phone_keeps_no_whole_name_and_the_look_is_in_the_log_once_a_day(
    fetch, of, session, seat, oksana, irena
):
    kalina = PersonFactory(alias="Kalina")
    PlaceFactory(run=session.run, person=kalina)
    Run.objects.update(visibility=Run.Visibility.CONFIDENTIAL)

    names = {of(oksana)["name"], of(kalina)["name"]}

    assert names == {"Oksana", "Kalina"}
    assert AuditEntry.objects.filter(action=AuditEntry.Action.VIEWED).count() == 1


def test_the_lists_are_those_of_two_weeks_around_today(fetch, session, irena):
    for days in (-8, -6, 6, 8):
        SessionFactory(run=session.run, starts_at=START + timedelta(days=days), trainers=[irena])

    days = [told["starts_at"][:10] for told in fetch(irena).json()["sessions"]]

    assert days == ["2026-11-18", "2026-11-24", "2026-11-30"]


def test_a_coordinator_takes_along_what_is_on_today(fetch, session, pan_adam):
    SessionFactory(run=session.run, starts_at=START + timedelta(days=1))

    assert [told["uuid"] for told in fetch(pan_adam).json()["sessions"]] == [str(session.uuid)]


def test_somebody_without_a_session_gets_an_empty_package(fetch, session, oksana, mops):
    stranger = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=stranger, at=mops)

    assert fetch(stranger).json()["sessions"] == fetch(oksana).json()["sessions"] == []


def test_the_device_is_known_from_then_on_and_so_are_its_lists(fetch, session, irena):
    fetch(irena)
    fetch(irena)

    device = Device.objects.get()
    assert (device.name, device.person, device.label) == ("phone-1", irena, "Android, Chrome")
    assert DeviceList.objects.get().session == session


def test_a_locked_device_gets_no_list(fetch, session, seat, irena):
    fetch(irena)
    lock(Device.objects.get(), by=irena)

    answer = fetch(irena).json()

    assert (answer["device"], answer["sessions"]) == ({"revoked": True}, [])


def test_nothing_is_sent_twice_unless_something_changed(fetch, session, seat, oksana, irena, scanned):
    known = fetch(irena).headers["ETag"]

    again = fetch(irena, **{"if-none-match": known})
    note(scanned(oksana), session=session, by=irena)
    changed = fetch(irena, **{"if-none-match": known})

    assert (again.status_code, changed.status_code) == (304, 200)


def test_queries_do_not_grow_with_sessions_nor_with_people(client, fetch, session, seat, irena):
    fetch(irena)
    client.force_login(irena.user)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(PACKAGE, {"device": "phone-1"}, headers={"user-agent": ANDROID})
        return len([query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    asked()
    few = asked()
    for number in range(3):
        SessionFactory(run=session.run, starts_at=START + timedelta(hours=number), trainers=[irena])
        PlaceFactory(run=session.run, status=Place.Status.CONFIRMED)
    asked()
    many = asked()

    assert few == many <= 20


# --- how many are here -----------------------------------------------------------------------------------


def test_a_screen_shows_how_many_are_here_and_who_waits_for_a_nod(
    client, session, seat, oksana, marta, irena, scanned
):
    PlaceFactory(run=session.run, person=marta)
    note(scanned(oksana), session=session, by=irena)
    note(scanned(marta, code="", person=marta.uuid, method=Scan.Method.PRINTED), session=session, by=marta)
    client.force_login(irena.user)

    here = client.get(f"/api/v1/desk/sessions/{session.uuid}/here").json()

    assert here == {
        "here": 1,
        "expected": 2,
        "to_confirm": [{"person": str(marta.uuid), "name": "Marta Kowalska"}],
    }


def test_it_brings_the_key_that_seals_what_waits_the_same_for_one_person_on_every_phone(
    fetch, irena, pan_adam, settings
):
    def keys(person, **facts):
        return fetch(person, **facts).json()["worker"]["queue_keys"]

    [hers] = keys(irena)

    assert keys(irena, device="phone-2") == [hers] != keys(pan_adam)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of the house"
    assert keys(irena)[1:] == [hers]
