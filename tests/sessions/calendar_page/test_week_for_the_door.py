"""The week of a room hangs on its door: in the language of those who come, and it gives nobody away."""

import io
from datetime import date

import pypdf
import pytest
from django.urls import reverse
from django.utils.translation import override

from sessions.calendar_page.room_week import week_of_room
from sessions.models import Run
from tests.factories.people import PersonFactory
from tests.factories.sessions import (
    AppointmentFactory,
    RunFactory,
    ServiceFactory,
    SessionFactory,
    SpecialistFactory,
)
from tests.sessions.calendar_page.conftest import MONDAY, at


def on_the_door(room, *, monday=MONDAY, language="pl"):
    with override(language):
        return week_of_room(room, monday=monday, language=language)


def entry_of(paper, number=0):
    return [entry for day in paper["days"] for entry in day["entries"]][number]


def test_a_meeting_stands_under_its_day_with_its_hours_and_trainers(meeting, room, irena):
    paper = on_the_door(room)

    assert [day["name"] for day in paper["days"]] == ["Poniedziałek", "Wtorek", "Środa", "Czwartek", "Piątek"]
    (entry,) = paper["days"][1]["entries"]
    assert (entry["hours"], entry["people"]) == ("10.00–12.00", "Irena Wójcik")


def test_a_weekend_is_printed_only_when_something_is_on(run, room):
    SessionFactory(run=run, room=room, starts_at=at("2026-11-28T09:00"))

    assert [day["name"] for day in on_the_door(room)["days"]][-1] == "Sobota"


def test_a_confidential_meeting_has_a_neutral_word_and_no_names(mops, room, irena):
    run = RunFactory(organiser=mops, confidential=True, course__title_pl="Czas dla siebie")
    SessionFactory(run=run, room=room, starts_at=at("2026-11-24T17:00"), trainers=[irena])

    paper = on_the_door(room)

    assert "Czas dla siebie" not in str(paper)
    assert "Wójcik" not in str(paper)
    assert entry_of(paper)["hours"] == "17.00–19.00"


def test_an_appointment_names_the_help_and_never_the_person(mops, room):
    service = ServiceFactory(organisation=mops, name="Logopeda")
    specialist = SpecialistFactory(organisation=mops, person__family_name="Krajewska")
    person = PersonFactory(given_name="Danylo", family_name="Koval")
    AppointmentFactory(
        service=service, specialist=specialist, person=person, room=room, starts_at=at("2026-11-25T15:00")
    )

    paper = on_the_door(room)

    assert entry_of(paper)["title"] == "Logopeda"
    assert "Krajewska" in entry_of(paper)["people"]
    assert "Koval" not in str(paper)


def test_what_is_not_for_all_is_not_named_on_the_door_of_another_house(fundacja, room):
    theirs = RunFactory(
        organiser=fundacja, visibility=Run.Visibility.UNLISTED, course__title_pl="Klub zamknięty"
    )
    SessionFactory(run=theirs, room=room, starts_at=at("2026-11-24T17:00"))

    assert "Klub" not in str(on_the_door(room))


def test_drafts_and_what_was_called_off_do_not_hang_there(mops, room):
    draft = RunFactory(organiser=mops, status=Run.Status.DRAFT)
    SessionFactory(run=draft, room=room, starts_at=at("2026-11-24T17:00"))
    SessionFactory(
        run=RunFactory(organiser=mops), room=room, starts_at=at("2026-11-25T17:00"), status="cancelled"
    )

    assert [day["entries"] for day in on_the_door(room)["days"]] == [[], [], [], [], []]


def test_a_holiday_is_said_by_name(room):
    days = on_the_door(room, monday=date(2026, 11, 9))["days"]

    assert [day["note"] for day in days] == ["", "", "Narodowe Święto Niepodległości", "", ""]


@pytest.mark.parametrize(("language", "says"), [("pl", "Wtorek"), ("uk", "Вівторок"), ("en", "Tuesday")])
def test_the_paper_is_printed_in_the_language_chosen(adams, meeting, room, language, says):
    answer = adams.get(
        reverse("calendar:room_week", args=[room.pk]), {"week": "2026-W48", "language": language}
    )

    paper = pypdf.PdfReader(io.BytesIO(answer.content))
    assert answer["Content-Type"] == "application/pdf"
    assert len(paper.pages) == 1
    assert says in paper.pages[0].extract_text()
    assert paper.trailer["/Root"]["/Lang"] == language


def test_a_full_week_fits_one_page(run, room, adams):
    for day in range(23, 30):
        for hour in range(8, 16):
            SessionFactory(run=run, room=room, starts_at=at(f"2026-11-{day}T{hour:02}:00"))

    answer = adams.get(reverse("calendar:room_week", args=[room.pk]), {"week": "2026-W48"})

    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1


@pytest.mark.parametrize("week", ["2026-W54", "2026-W00", "next", "9999-W01"])
def test_a_week_that_does_not_exist_is_not_found(adams, room, week):
    assert adams.get(reverse("calendar:room_week", args=[room.pk]), {"week": week}).status_code == 404
