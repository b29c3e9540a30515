"""A wrong tap is taken back by whoever made it; what people scanned themselves, by the trainer."""

from uuid import uuid4

import pytest
from django.utils import timezone

from attendance.door.checkin import note, rederive
from attendance.door.marking import Mark, NotedByAnother, mark
from attendance.models import Attendance, Contradiction, Scan
from attendance.records.settling import settle, versions
from sessions.models import SessionTrainer
from tests.factories.people import PersonFactory

Method, Verdict = Scan.Method, Scan.Verdict


@pytest.fixture
def own_scan(session, seat, oksana, scanned):
    """Oksana scans the code of the room with her own phone."""
    event = scanned(oksana, code="", person=oksana.uuid, device="room-1", method=Method.ROOM)
    return note(event, session=session, by=oksana).scan


def told_of(scan, **facts):
    return {
        "event_id": str(uuid4()),
        "session": str(scan.session.uuid),
        "happened_at": timezone.now().isoformat(),
        "act": "annul",
        "annuls": str(scan.event_id),
    } | facts


@pytest.fixture
def tell(client):
    def post(event, *, by):
        client.force_login(by.user)
        sent = {"device": "phone-2", "sent_at": timezone.now().isoformat(), "events": [event]}
        [answer] = client.post("/api/v1/desk/scans", sent, content_type="application/json").json()["results"]
        return answer

    return post


def test_another_trainer_who_knows_the_event_does_not_undo_it(
    tell, session, seat, oksana, irena, scanned, pan_adam
):
    scan = note(scanned(oksana), session=session, by=irena).scan

    answer = tell(told_of(scan), by=pan_adam)

    assert (answer["status"], answer["verdict"], answer["attendance"]) == ("recorded", "held_back", "present")
    assert Attendance.objects.get().status == "present"
    assert [each.kind for each in Contradiction.objects.all()] == [Contradiction.Kind.HELD_BACK]


@pytest.mark.parametrize(("keep", "is_there"), [("accept", False), ("leave", True)])
def test_nor_when_the_undoing_comes_before_the_scan_and_the_coordinator_is_asked(
    tell, session, seat, oksana, irena, scanned, pan_adam, keep, is_there
):
    event = scanned(oksana)
    tell(told_of(Scan(session=session, event_id=event.event_id)), by=pan_adam)

    note(event, session=session, by=irena)

    question = Contradiction.objects.get()
    assert (question.kind, question.person) == (Contradiction.Kind.HELD_BACK, oksana)
    assert [[scan.act for scan in side] for side in versions(question)] == [["enter"], ["annul"]]
    assert Attendance.objects.get().status == "present"
    settle(question, by=pan_adam, keep=keep, reason="Pytałem Iryny.")
    assert Attendance.objects.exists() is is_there


def test_what_somebody_else_undid_while_that_counted_stays_undone(session, seat, oksana, irena, pan_adam):
    came = mark(Mark.CAME, oksana, session=session, by=irena).scan
    undoing = {"act": "annul", "method": "list", "verdict": "noted", "noted_by": pan_adam, "device": "list-2"}
    Scan.objects.create(
        session=session, person=oksana, event_id=uuid4(), annuls_event=came.event_id,
        happened_at=timezone.now(), **undoing,
    )  # fmt: skip

    rederive(session)

    assert not Attendance.objects.exists()


def test_the_one_who_scanned_undoes_it(tell, session, seat, oksana, irena, scanned):
    scan = note(scanned(oksana), session=session, by=irena).scan

    answer = tell(told_of(scan), by=irena)

    assert (answer["verdict"], answer["attendance"]) == ("noted", "")
    assert not Attendance.objects.exists()


def test_the_trainer_undoes_a_scan_of_the_room_code_from_her_phone(tell, own_scan, irena):
    answer = tell(told_of(own_scan, method="list"), by=irena)

    assert answer["verdict"] == "noted"
    assert not Attendance.objects.exists()
    assert [scan.act for scan in Scan.objects.order_by("pk")] == ["enter", "annul"]


def test_and_from_the_list_and_the_same_code_opened_again_changes_nothing(
    session, own_scan, oksana, irena, scanned
):
    undoing = mark(Mark.UNDO, oksana, session=session, by=irena)
    again = scanned(oksana, code="", person=oksana.uuid, device="room-1", method=Method.ROOM)

    note(
        scanned(oksana, event_id=own_scan.event_id, device="room-1", method=Method.ROOM),
        session=session,
        by=oksana,
    )

    assert (undoing.scan.noted_by, undoing.scan.annuls_event) == (irena, own_scan.event_id)
    assert not Attendance.objects.exists()
    assert note(again, session=session, by=oksana).verdict == Verdict.WELCOME


def test_a_second_trainer_makes_the_right_mark_instead(session, seat, oksana, irena, mops):
    second = PersonFactory(with_sign_in=True)
    SessionTrainer.objects.create(session=session, trainer=second)
    mark(Mark.CAME, oksana, session=session, by=irena)

    with pytest.raises(NotedByAnother):
        mark(Mark.UNDO, oksana, session=session, by=second)


def test_the_list_of_a_phone_names_their_own_scan_and_no_other(
    client, session, own_scan, scanned, oksana, irena
):
    client.force_login(irena.user)

    def named():
        package = client.get("/api/v1/desk/package", {"device": "phone-2"}).json()
        return package["sessions"][0]["people"][0]["scanned_in"]

    own = named()
    mark(Mark.UNDO, oksana, session=session, by=irena)
    note(scanned(oksana), session=session, by=irena)

    assert (own, named()) == (str(own_scan.event_id), None)
