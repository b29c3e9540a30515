"""The record of a session: its rows, the history of each, corrections, and opening again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from attendance.door.marking import Mark, mark
from attendance.models import Attendance, Scan
from attendance.records.closing import close_session
from attendance.records.matching import match
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.attendance import ScanFactory, WalkInFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of_adam(client, pan_adam):
    """He reads the back office in English."""
    UserProfile.objects.update_or_create(user=pan_adam.user, defaults={"preferred_language": "en"})
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def session(mops, irena):
    """Irena's two hours that ended an hour ago, at whole minutes."""
    start = (timezone.now() - timedelta(hours=3)).replace(second=0, microsecond=0)
    return SessionFactory(run__organiser=mops, starts_at=start, trainers=[irena])


@pytest.fixture
def seat(session, oksana):
    return PlaceFactory(run=session.run, person=oksana)


def record_of(session):
    return reverse("attendance:record", args=[session.uuid])


def history_of(session, person):
    return reverse("attendance:history", args=[session.uuid, person.uuid])


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def said(answer, selector):
    return [one.get_text(" ", strip=True) for one in soup(answer).select(selector)]


def test_each_row_says_status_minutes_and_how(desk_of_adam, session, seat, irena, oksana):
    mark(Mark.CAME, oksana, session=session, by=irena)

    row = said(desk_of_adam.get(record_of(session)), "tbody tr")[0]

    assert "Oksana" in row
    assert "present" in row
    assert "120 0 list" in row


def test_practice_stands_apart(desk_of_adam, session, seat, irena, oksana):
    session.kind = "practice"
    session.save()
    mark(Mark.CAME, oksana, session=session, by=irena)

    page = desk_of_adam.get(record_of(session))

    assert (page.context["theory"], page.context["practice"]) == (0, 120)


def test_it_is_reached_from_the_page_of_the_run(desk_of_adam, session):
    page = desk_of_adam.get(reverse("run:inspect", args=[session.run_id]))

    assert record_of(session) in page.content.decode()


def test_a_walk_in_matched_to_somebody_stands_there_once(desk_of_adam, session, oksana, pan_adam):
    walk_in = WalkInFactory(session=session)
    ScanFactory(session=session, person=walk_in.person)
    match(walk_in, to=oksana, by=pan_adam)

    rows = desk_of_adam.get(record_of(session)).context["rows"]

    assert [(row.person, row.attendance.status) for row in rows] == [(oksana, "present")]


def test_the_history_shows_every_entry_and_strikes_out_what_was_undone(
    desk_of_adam, session, seat, oksana, irena, pan_adam
):
    mark(Mark.CAME, oksana, session=session, by=irena)
    mark(Mark.UNDO, oksana, session=session, by=irena)
    mark(Mark.ABSENT, oksana, session=session, by=irena)

    page = desk_of_adam.get(history_of(session, oksana))

    assert len(said(page, ".krok-log__line")) == 3
    assert [line.split()[0] for line in said(page, ".krok-log__what s")] == ["came"]


def test_what_did_not_count_says_why(desk_of_adam, session, seat, oksana):
    ScanFactory(session=session, person=oksana, verdict=Scan.Verdict.TOO_EARLY)

    page = desk_of_adam.get(history_of(session, oksana))

    assert "does not count: Too early" in page.content.decode()


def test_undoings_of_others_are_not_in_it(desk_of_adam, session, seat, oksana):
    ScanFactory(session=session, person=None, act="annul", verdict="noted", annuls_event=uuid4())

    page = desk_of_adam.get(history_of(session, oksana))

    assert said(page, ".krok-log__line") == ["Nothing was noted."]


def test_a_row_is_corrected_with_a_reason(desk_of_adam, session, seat, oksana, irena, pan_adam):
    close_session(session, by=irena)
    came = timezone.localtime(session.starts_at + timedelta(minutes=30))

    answer = desk_of_adam.post(
        history_of(session, oksana),
        {"how": "enter", "came": f"{came:%H:%M}", "reason": "Podpisała listę."},
        follow=True,
    )

    row = Attendance.objects.get(person=oksana)
    assert (row.status, row.minutes, row.method) == ("late", 90, "correction")
    assert "Podpisała listę." in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"how": "enter", "reason": ""},
        {"how": "excuse", "reason": "x"},
        {"how": "enter", "reason": "x", "came": "03:00"},
        {"how": "levitate", "reason": "x"},
    ],
)
def test_what_cannot_be_is_told_beside_the_field(desk_of_adam, session, seat, oksana, typed):
    session.starts_at = timezone.localtime(session.starts_at).replace(hour=9)
    session.ends_at = session.starts_at + timedelta(hours=2)
    session.save()

    answer = desk_of_adam.post(history_of(session, oksana), typed)

    assert answer.status_code == 422
    assert not Scan.objects.exists()


def test_of_somebody_who_does_not_stand_there_nothing_is_known(desk_of_adam, session, marta):
    assert desk_of_adam.get(history_of(session, marta)).status_code == 404


def test_a_list_is_opened_again_with_a_reason(desk_of_adam, session, seat, irena):
    close_session(session, by=irena)
    address = reverse("attendance:reopen", args=[session.uuid])

    silent = desk_of_adam.post(address, {"reason": " "})
    page = desk_of_adam.post(address, {"reason": "Dwie osoby przyszły później."}, follow=True)

    session.refresh_from_db()
    assert silent.status_code == 422
    assert session.status == "planned"
    assert "Dwie osoby przyszły później." in page.content.decode()


def test_who_handed_it_in_and_when_is_told(desk_of_adam, session, seat, irena):
    close_session(session, by=irena)

    assert "Irena Wójcik" in " ".join(
        said(desk_of_adam.get(record_of(session)), "#panel-list-section, section")
    )


def test_a_trainer_who_is_no_coordinator_corrects_nothing(client, session, seat, oksana, irena):
    client.force_login(irena.user)

    assert client.post(history_of(session, oksana), {"how": "enter", "reason": "x"}).status_code != 200
    assert not Scan.objects.exists()


def test_an_administrator_corrects_everywhere(client, session, seat, oksana, anna):
    client.force_login(anna.user)

    client.post(history_of(session, oksana), {"how": "absent", "reason": "x"})

    assert Attendance.objects.get().status == "absent"


def test_the_coordinator_of_another_organisation_finds_nothing(client, session, seat, oksana, pani_beata):
    client.force_login(pani_beata.user)

    assert client.post(history_of(session, oksana), {"how": "enter", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("page", ["record", "history"])
def test_more_people_need_no_more_queries(
    desk_of_adam, session, seat, oksana, irena, page, django_assert_max_num_queries
):
    address = record_of(session) if page == "record" else history_of(session, oksana)
    mark(Mark.CAME, oksana, session=session, by=irena)
    desk_of_adam.get(address)
    with django_assert_max_num_queries(40) as one:
        desk_of_adam.get(address)
    for _n in range(2):
        other = PlaceFactory(run=session.run).person
        mark(Mark.CAME, other, session=session, by=irena)
        ScanFactory(session=session, person=oksana, happened_at=session.starts_at)
        WalkInFactory(session=session)

    with django_assert_max_num_queries(len(one)):
        desk_of_adam.get(address)


def test_a_walk_in_is_matched_taken_back_and_seated(desk_of_adam, session, mops, oksana):
    grant(Role.PARTICIPANT, to=oksana, at=mops)
    walk_in = WalkInFactory(session=session, name="Szewczenko Oksana", contact="")
    ScanFactory(session=session, person=walk_in.person)
    address = reverse("attendance:walk_in", args=[walk_in.pk])
    proposed = desk_of_adam.get(address).context["proposals"]

    matched = desk_of_adam.post(
        reverse("attendance:match", args=[walk_in.pk, oksana.pk]), follow=True
    ).content.decode()
    taken_back = desk_of_adam.post(reverse("attendance:unmatch", args=[walk_in.pk]), follow=True)

    assert [each.person for each in proposed] == [oksana]
    assert reverse("run:enrol_person", args=[session.run_id, oksana.pk]) in matched
    assert taken_back.context["known_as"] is None
    assert len(taken_back.context["said"]) == 2


def test_a_stranger_to_the_organisation_is_not_matched(desk_of_adam, session, marta):
    walk_in = WalkInFactory(session=session)

    answer = desk_of_adam.post(reverse("attendance:match", args=[walk_in.pk, marta.pk]))

    assert answer.status_code == 404


def test_somebody_is_searched_for_in_any_spelling(desk_of_adam, session, mops):
    known = PersonFactory(given_name="Oleksandr", family_name="Shchehlov")
    grant(Role.PARTICIPANT, to=known, at=mops)
    walk_in = WalkInFactory(session=session, name="X", contact="")

    page = desk_of_adam.get(reverse("attendance:walk_in", args=[walk_in.pk]), {"q": "Щеглов"})

    assert page.context["found"] == [known]
