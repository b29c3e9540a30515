"""A trainer takes the roll on a phone, by tapping names, with or without scripts."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendance.codes.passes import pass_of
from attendance.door.checkin import note
from attendance.models import Attendance, Scan
from courses.models import Course
from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.models import Run, Session, Unit
from tests.attendance.conftest import START
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, SessionFactory


@pytest.fixture
def desk(client, session, irena):
    client.force_login(irena.user)
    return f"/en/desk/{session.uuid}/"


@pytest.fixture
def tap(client, desk):
    def post(mark, person, **facts):
        headers = facts.pop("headers", {})
        return client.post(f"{desk}mark/", {"mark": mark, "person": person.uuid} | facts, headers=headers)

    return post


def text(response, selector="main"):
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one(selector).get_text(" ").split())


def told():
    attendance = Attendance.objects.first()
    return attendance and (attendance.status, attendance.minutes)


# --- the day ------------------------------------------------------------------------------------------


def test_todays_sessions_stand_first_then_the_week(client, session, seat, irena):
    SessionFactory(starts_at=START + timedelta(days=2), run__course__title="Later", trainers=[irena])
    SessionFactory(starts_at=START - timedelta(days=2), run__course__title="Unclosed", trainers=[irena])
    SessionFactory(starts_at=START + timedelta(days=9), run__course__title="Too far", trainers=[irena])
    SessionFactory(starts_at=START, run__course__title="Somebody else")
    client.force_login(irena.user)

    page = text(client.get("/en/desk/"))

    assert page.index("Opiekun tymczasowy") < page.index("Unclosed") < page.index("Later")
    assert "1 person expected" in page
    assert "Too far" not in page
    assert "Somebody else" not in page


def test_the_list_says_which_hours_are_theory_and_which_practice(client, desk, session):
    Unit.objects.create(session=session, starts_after=0, minutes=45, kind="theory", topic="Court")
    Unit.objects.create(session=session, starts_after=60, minutes=60, kind="practice")

    page = text(client.get(desk)).replace("\u2060", "")

    assert "17:00–17:45 theory: Court · 18:00–19:00 practice" in page


def test_desk_asks_the_same_of_the_database_for_one_session_and_three(client, session, seat, irena):
    client.force_login(irena.user)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/desk/")
        return len(captured)

    queries()
    one = queries()
    for hours in (1, 30):
        other = SessionFactory(starts_at=START + timedelta(hours=hours), trainers=[irena], room=RoomFactory())
        PlaceFactory(run=other.run)
    assert queries() == one <= 15


def test_a_coordinator_sees_the_day_of_the_organisation(client, session, pan_adam, pani_beata):
    client.force_login(pan_adam.user)
    assert "Opiekun tymczasowy" in text(client.get("/en/desk/"))

    client.force_login(pani_beata.user)
    assert "Opiekun tymczasowy" not in text(client.get("/en/desk/"))


# --- the list -----------------------------------------------------------------------------------------


def test_the_list_shows_who_has_a_seat_and_what_they_need(client, desk, session, oksana):
    PlaceFactory(run=session.run, person=oksana, needs_interpreter=True, needs_diet="gluten free")
    PlaceFactory(run=session.run, person=PersonFactory(alias="Kalina", given_name="Hanna"))

    page = text(client.get(desk))

    assert "Oksana Shevchenko" in page
    assert "Interpreter" in page
    assert "Kalina" in page
    assert "Hanna" not in page
    assert "gluten" not in page
    assert "0 of 2 here" in page


def test_the_list_asks_the_same_for_one_name_and_three(client, desk, session, seat):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(desk)
        return len(captured)

    queries()
    one = queries()
    for _number in range(2):
        PlaceFactory(run=session.run)
    assert queries() == one <= 15


@pytest.mark.parametrize(
    ("mark", "known"),
    [
        ("came", ("present", 120)),
        ("late", ("late", 105)),
        ("left", ("left_early", 105)),
        ("excused", ("excused", 0)),
        ("absent", ("absent", 0)),
        ("undo", None),
    ],
)
def test_a_tap_is_a_mark(tap, seat, oksana, mark, known):
    response = tap(mark, oksana)

    assert response.status_code == 302
    assert response.url.endswith(f"#p-{oksana.uuid}")
    assert told() == known


def test_came_said_in_the_middle_means_from_the_start(tap, seat, oksana):
    with time_machine.travel(START + timedelta(minutes=40)):
        tap("came", oksana)

    assert told() == ("present", 120)


def test_late_said_in_the_middle_means_now(tap, seat, oksana):
    with time_machine.travel(START + timedelta(minutes=40), tick=False):
        tap("late", oksana)

    assert told() == ("late", 80)


def test_late_and_left_early_take_a_time(tap, seat, oksana):
    tap("late", oksana, at="17:30")
    tap("left", oksana, at="18:30")

    assert told() == ("left_early", 60)


def test_a_time_outside_the_meeting_is_explained(client, tap, seat, oksana):
    response = client.get(tap("late", oksana, at="20:00").url)

    assert "The meeting was from 17:00 to 19:00." in text(response, "body")
    assert told() is None


def test_undo_takes_back_the_last_mark_only(tap, seat, oksana):
    with time_machine.travel(START) as clock:
        for mark in ("came", "left", "undo"):
            tap(mark, oksana)
            clock.shift(60)

    assert told() == ("present", 120)


def test_undo_takes_back_a_scan_of_the_camera(tap, session, seat, oksana, irena, scanned):
    note(scanned(oksana), session=session, by=irena)

    tap("undo", oksana)

    assert told() is None
    assert Scan.objects.count() == 2


def test_the_same_tap_sent_twice_is_one_entry(tap, seat, oksana):
    event_id = uuid4()

    tap("came", oksana, event_id=event_id)
    tap("came", oksana, event_id=event_id)

    assert Scan.objects.count() == 1


def test_htmx_gets_the_list_and_no_page(tap, seat, oksana):
    response = tap("came", oksana, show="here", headers={"hx-request": "true"})

    assert response.status_code == 200
    assert b"<html" not in response.content
    assert "1 of 1 here" in text(response, "#list")
    assert "Oksana Shevchenko" in text(response, "#list")


def test_parts_of_the_list(client, desk, tap, session, seat, oksana):
    PlaceFactory(run=session.run, person=PersonFactory(given_name="Hanna"))
    tap("came", oksana)

    here, expected = (text(client.get(desk, {"show": part}), ".roster") for part in ("here", "expected"))

    assert ("Oksana" in here, "Hanna" in here) == (True, False)
    assert ("Oksana" in expected, "Hanna" in expected) == (False, True)


def test_nobody_comes_hours_before_but_may_be_excused(client, tap, session, seat, oksana):
    with time_machine.travel(START - timedelta(hours=5)):
        refused = client.get(tap("came", oksana).url)
        assert told() is None

        tap("excused", oksana)

    assert "Too early" in text(refused, "body")
    assert told() == ("excused", 0)


def test_a_person_of_another_list_cannot_be_marked(tap, marta):
    assert tap("came", marta).status_code == 404
    assert tap("flew", marta).status_code == 404


def test_a_look_at_a_confidential_list_is_in_the_log(client, desk, session):
    client.get(desk)
    assert not AuditEntry.objects.exists()

    Run.objects.filter(pk=session.run_id).update(visibility=Run.Visibility.CONFIDENTIAL)
    client.get(desk)
    client.get(f"/api/v1/desk/sessions/{session.uuid}/roster")

    assert [entry.action for entry in AuditEntry.objects.all()] == ["viewed", "viewed"]


# --- the scanner --------------------------------------------------------------------------------------


def test_the_scanner_has_words_for_every_verdict_and_may_run_the_reader(client, desk, seat):
    response = client.get(f"{desk}scan/")

    page = BeautifulSoup(response.content, "html.parser")
    spoken = {template["data-verdict"] for template in page.select("template[data-verdict]")}
    assert spoken >= set(Scan.Verdict)
    assert "wasm-unsafe-eval" in response.headers["Content-Security-Policy"]
    assert "wasm-unsafe-eval" not in client.get(desk).headers["Content-Security-Policy"]
    assert "style=" not in response.content.decode()


def test_a_typed_code_is_answered_on_the_page(client, desk, seat, oksana):
    response = client.post(f"{desk}scan/", {"code": pass_of(oksana).short_code})

    assert text(response, ".verdict") == "Welcome Oksana Shevchenko"
    assert Scan.objects.get().method == Scan.Method.CODE


def test_a_wrong_code_says_what_to_do(client, desk, seat):
    response = client.post(f"{desk}scan/", {"code": "ABCD EFGH"})

    assert text(response, ".verdict").startswith("Not our pass")


# --- closing ------------------------------------------------------------------------------------------


def test_closing_names_the_missing_first(client, desk, session, seat, oksana):
    page = text(client.get(f"{desk}close/"))
    closed = client.post(f"{desk}close/", {"others_absent": "on"}, follow=True)

    session.refresh_from_db()
    assert "1 person has no mark" in page
    assert "Oksana Shevchenko" in page
    assert session.status == Session.Status.CLOSED
    assert "Closed by Irena Wójcik" in text(closed)
    assert told() == ("absent", 0)


def test_a_closed_list_takes_no_more_marks(client, desk, tap, session, seat, oksana):
    client.post(f"{desk}close/", {"others_absent": "on"})

    answer = client.get(tap("came", oksana).url)

    assert "List closed" in text(answer, "body")
    assert told() == ("absent", 0)


def test_a_meeting_to_come_cannot_be_closed_yet(client, desk, session, seat):
    with time_machine.travel(START - timedelta(hours=1)):
        answer = client.post(f"{desk}close/", follow=True)

    assert "has not started yet" in text(answer, "body")


def test_only_a_coordinator_opens_a_list_again_and_says_why(client, desk, session, seat, irena, pan_adam):
    client.post(f"{desk}close/", {"others_absent": "on"})
    assert client.get(f"{desk}reopen/").status_code == 404

    client.force_login(pan_adam.user)
    assert client.post(f"{desk}reopen/", {"reason": ""}).status_code == 200
    client.post(f"{desk}reopen/", {"reason": "Two people were there"})

    session.refresh_from_db()
    assert session.status == Session.Status.PLANNED


# --- whose desk ---------------------------------------------------------------------------------------

PAGES = ["", "scan/", "close/", "reopen/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_trainer_finds_nothing(client, session, mops, page):
    foreign = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=foreign, at=mops)
    client.force_login(foreign.user)

    assert client.get(f"/en/desk/{session.uuid}/{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_whoever_has_no_role_here_is_told_no_and_a_stranger_signs_in(client, session, oksana, page):
    address = f"/en/desk/{session.uuid}/{page}"
    assert client.get(address).status_code == 302

    client.force_login(oksana.user)
    assert client.get(address).status_code == 403


def test_a_foreign_trainer_marks_nobody(client, session, seat, oksana, mops):
    foreign = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=foreign, at=mops)
    client.force_login(foreign.user)

    answer = client.post(f"/en/desk/{session.uuid}/mark/", {"mark": "came", "person": oksana.uuid})

    assert answer.status_code == 404
    assert told() is None


def test_two_weeks_later_the_trainer_sees_the_list_no_more(client, desk, session, irena):
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        client.force_login(irena.user)
        assert client.get(desk).status_code == 404


def test_the_title_of_the_window_keeps_a_confidential_course_to_itself(client, desk, session):
    Run.objects.update(visibility=Run.Visibility.CONFIDENTIAL)
    Course.objects.update(title_pl="Czas", title_uk="Czas", title_en="Czas")

    page = client.get(desk)

    assert "Czas" not in text(page, "title")


def test_closing_a_confidential_list_is_a_look_at_it(client, desk, session):
    Run.objects.update(visibility=Run.Visibility.CONFIDENTIAL)

    client.get(f"{desk}close/")

    assert AuditEntry.objects.filter(action="viewed").count() == 1
