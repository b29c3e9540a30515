"""A trainer hands in the list: nobody is absent by silence, and what is open is told."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from attendance.door.checkin import note
from attendance.models import Attendance, Contradiction, Scan, Sheet
from attendance.records.closing import MarksMissing, close_session
from attendance.sheets.printing import draw
from sessions.models import Session, Timetable, Unit
from tests.factories.sessions import PlaceFactory


@pytest.fixture
def page(client, irena, session):
    client.force_login(irena.user)
    with override("en"):
        return reverse("desk:close", args=[session.uuid])


@pytest.fixture
def guests(run, oksana, marta):
    return [PlaceFactory(run=run, person=person) for person in (oksana, marta)]


def statuses():
    return dict(Attendance.objects.values_list("person__given_name", "status"))


def test_nobody_is_absent_until_somebody_says_so(session, guests, irena, oksana, marta):
    with pytest.raises(MarksMissing) as missing:
        close_session(session, by=irena, others_absent=False)

    assert set(missing.value.people) == {oksana, marta}
    assert statuses() == {}


def test_the_list_is_not_taken_while_marks_are_missing(client, page, session, guests):
    answer = client.post(page, {})

    session.refresh_from_db()
    assert session.status == Session.Status.PLANNED
    assert "tick that the others were absent" in answer.content.decode()


def test_each_is_marked_on_the_page_itself(client, page, session, guests, oksana, marta):
    client.post(page, {f"mark_{oksana.uuid.hex}": "came", f"mark_{marta.uuid.hex}": "excused"})

    session.refresh_from_db()
    assert session.status == Session.Status.CLOSED
    assert statuses() == {"Oksana": "present", "Marta": "excused"}


def test_the_word_that_the_others_were_absent_is_kept_with_name_and_time(
    client, page, session, guests, irena, oksana, marta
):
    client.post(page, {f"mark_{oksana.uuid.hex}": "came", "others_absent": "on"})

    word = Scan.objects.get(person=marta)
    session.refresh_from_db()
    assert (word.act, word.method, word.noted_by) == ("absent", "closing", irena)
    assert word.happened_at == session.closed_at


def test_open_questions_are_told_and_do_not_stand_in_the_way(client, page, session, guests, oksana):
    Contradiction.objects.create(session=session, person=oksana, kind=Contradiction.Kind.THERE_OR_AWAY)

    told = client.get(page).content.decode()

    assert "1 question about this list waits for the coordinator" in told


def test_a_list_handed_in_is_frozen_as_paper(session, guests, irena):
    close_session(session, by=irena)

    frozen = Sheet.objects.get(session=session, purpose=Sheet.Purpose.RECORD)
    assert frozen.made_by == irena
    assert len(draw(frozen).sha256) == 64


def test_theory_and_practice_are_counted_by_their_units(session, guests, irena, oksana, scanned):
    Unit.objects.create(session=session, starts_after=0, minutes=45, kind=Timetable.Kind.THEORY)
    Unit.objects.create(session=session, starts_after=60, minutes=60, kind=Timetable.Kind.PRACTICE)
    note(scanned(oksana), session=session, by=irena)

    close_session(session, by=irena)

    enrolment = oksana.enrolments.get()
    assert (enrolment.theory_minutes, enrolment.practice_minutes) == (45, 60)
    assert enrolment.planned_minutes == 105
