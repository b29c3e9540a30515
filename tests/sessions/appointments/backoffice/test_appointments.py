"""Pan Adam sees the appointments of his specialists, books, moves, calls off, and notes who came."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lms.messaging.models import Message
from lms.people.models import Acceptance, Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.appointments.booking import book, hold, note_no_show
from sessions.appointments.free_times import free_times
from sessions.models import Absence, Appointment, Service
from tests.factories.people import InformationClauseFactory, PersonFactory
from tests.factories.sessions import AppointmentFactory, ContractFactory, SpecialistFactory

pytestmark = pytest.mark.django_db

Status = Appointment.Status


@pytest.fixture(autouse=True)
def _on_that_monday(clock):
    """The clock is set before anybody gets a role."""


@pytest.fixture
def desk(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def oksana(oksana, mops):
    """Known to the centre, so that its coordinator finds her."""
    grant(Role.PARTICIPANT, to=oksana, at=mops)
    return oksana


@pytest.fixture
def booked(lidia, logo, monday, oksana, danylo):
    held = hold(logo, specialist=lidia, starts_at=monday(10), device_key="oksana's phone")
    (appointment,) = book([held], person=danylo, booked_by=oksana)
    return appointment


def at(page, appointment):
    return reverse(f"appointment:{page}", args=[appointment.pk])


def hours_on(page):
    return [each.starts_at for each in page.context["object_list"]]


# --- the list and the page ---


def test_the_list_shows_what_is_to_come_and_the_days_before_by_asking(desk, clock, booked, monday):
    AppointmentFactory()
    past = AppointmentFactory(specialist=booked.specialist, starts_at=monday(9, weeks=-1))
    hold(booked.service, specialist=booked.specialist, starts_at=monday(12), device_key="somebody")
    index = reverse("appointment:index")

    assert hours_on(desk.get(index)) == [booked.starts_at]
    assert at("inspect", booked) in desk.get(index).content.decode()
    assert hours_on(desk.get(index, {"starts_at_from": "2026-11-01"})) == [past.starts_at, booked.starts_at]


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"status": "booked"}, True),
        ({"status": "no_show"}, False),
        ({"starts_at_from": "2026-11-23", "starts_at_to": "2026-11-23"}, True),
        ({"starts_at_from": "2026-11-24"}, False),
        ({"q": "Koval"}, True),
        ({"q": "Szewczenko"}, False),
    ],
)
def test_the_list_is_narrowed_by_status_day_and_name(desk, booked, asked, is_found):
    assert hours_on(desk.get(reverse("appointment:index"), asked)) == [booked.starts_at] * is_found


@pytest.mark.parametrize("who", ["specialist", "service"])
def test_the_list_is_narrowed_by_specialist_and_kind_of_help(desk, booked, logo, mops, who):
    other = SpecialistFactory(organisation=mops)
    AppointmentFactory(specialist=other, starts_at=booked.starts_at)
    chosen = {"specialist": booked.specialist_id, "service": logo.pk}[who]

    assert len(hours_on(desk.get(reverse("appointment:index")))) == 2
    if who == "specialist":
        assert len(hours_on(desk.get(reverse("appointment:index"), {who: chosen}))) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_no_more_for_more(desk, lidia, logo, monday, number, django_assert_max_num_queries):
    for hour in range(number):
        AppointmentFactory(specialist=lidia, service=logo, starts_at=monday(9 + hour))
    desk.get(reverse("appointment:index"))

    with django_assert_max_num_queries(22):
        page = desk.get(reverse("appointment:index"))

    assert len(hours_on(page)) == number


def test_the_page_tells_all_of_it_and_how_often_nobody_came(desk, clock, booked, lidia, logo, danylo, monday):
    before = AppointmentFactory(specialist=lidia, service=logo, person=danylo, starts_at=monday(9, weeks=-1))
    note_no_show(before, by=None)

    page = desk.get(at("inspect", booked))

    text = page.content.decode()
    assert page.context["no_shows"] == 1
    assert "Danylo Koval" in text
    assert "Oksana Shevchenko" in text


def test_another_organisation_finds_nothing(client, pani_beata, booked):
    client.force_login(pani_beata.user)

    assert hours_on(client.get(reverse("appointment:index"))) == []
    assert client.get(at("inspect", booked)).status_code == 404
    assert client.post(at("call_off", booked), {"reason": "x"}).status_code == 404


def test_whoever_looks_at_a_confidential_appointment_is_written_down(desk, booked):
    Service.objects.update(is_confidential=True)

    desk.get(at("inspect", booked))

    assert AuditEntry.objects.filter(action=AuditEntry.Action.VIEWED).count() == 1


# --- changes ---


def test_it_is_moved_to_a_free_hour(desk, booked, monday, lidia):
    desk.post(at("move", booked), {"hour": choice(booked.service, monday(12))})

    booked.refresh_from_db()
    assert booked.starts_at == monday(12)


def test_it_is_moved_to_an_hour_that_was_agreed(desk, booked, monday):
    desk.post(at("move", booked), {"hour": "", "day": "2026-11-23", "start": "16:30"})

    booked.refresh_from_db()
    assert booked.starts_at == monday(16, 30)


@pytest.mark.parametrize(
    "typed",
    [{}, {"day": "2026-11-23"}, {"start": "16:30"}, {"day": "2026-11-16", "start": "08:00"}],
)
def test_a_move_to_nowhere_or_to_the_past_is_refused(desk, booked, typed, monday):
    page = desk.post(at("move", booked), typed)

    booked.refresh_from_db()
    assert page.status_code == 422
    assert booked.starts_at == monday(10)


def test_a_move_to_an_hour_that_is_taken_is_told(desk, booked, lidia, logo, monday):
    hold(logo, specialist=lidia, starts_at=monday(12), device_key="marta's phone")

    page = desk.post(at("move", booked), {"day": "2026-11-23", "start": "12:00"})

    assert page.status_code == 422
    assert page.context["form"].non_field_errors()


def test_it_is_called_off_with_words(desk, booked, oksana):
    desk.post(at("call_off", booked), {"reason": "Awaria ogrzewania."})

    booked.refresh_from_db()
    assert booked.status == Status.CALLED_OFF
    assert "Awaria ogrzewania." in Message.objects.get(kind="appointment_cancelled", recipient=oksana).text


def test_a_day_is_called_off_for_all_each_told_once_and_nobody_books_it_anew(
    desk, booked, lidia, logo, monday, marta
):
    held = [hold(logo, specialist=lidia, starts_at=monday(hour), device_key=str(hour)) for hour in (9, 11)]
    book(held, person=marta, booked_by=marta)
    hold(logo, specialist=lidia, starts_at=monday(12), device_key="somebody")

    desk.post(at("call_off_day", booked), {"reason": "Pani Lidia jest chora.", "is_away": "on"})

    told = Message.objects.filter(kind="appointment_cancelled")
    assert set(Appointment.objects.values_list("status", flat=True)) == {Status.CALLED_OFF, Status.RELEASED}
    assert told.filter(recipient=marta).count() == 1
    assert told.get(recipient=marta).text.count("10.00") == 0
    assert Absence.objects.count() == 1
    assert free_times(logo, since=monday(0), until=monday(23)) == []


def test_a_day_is_called_off_although_a_leave_is_noted_already(desk, booked, lidia, monday):
    first = {"reason": "Pani Lidia jest chora.", "is_away": "on"}
    desk.post(at("call_off_day", booked), first)

    page = desk.post(at("call_off_day", booked), first)

    assert page.status_code == 302
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("deed", ["attended", "no_show"])
def test_what_came_of_it_is_noted_when_its_hour_has_come(desk, clock, booked, monday, deed):
    desk.post(at(deed, booked))
    booked.refresh_from_db()
    assert booked.status == Status.BOOKED

    clock.move_to(monday(11))
    desk.post(at(deed, booked))

    booked.refresh_from_db()
    assert booked.status == deed


# --- booking for a family ---


def book_page(service, person):
    return reverse("service:book_for", args=[service.pk, person.pk])


def choice(service, moment):
    time = next(each for each in free_times(service, since=moment, until=moment + timedelta(hours=1)))
    return f"{time.specialist.pk}@{time.starts_at.isoformat()}"


def test_a_family_that_phones_is_found_and_booked_with_its_consent(desk, lidia, logo, monday, oksana, danylo):
    InformationClauseFactory(purpose="booking")
    found = desk.get(reverse("service:book", args=[logo.pk]), {"q": "Koval"})
    assert [each.pk for each in found.context["people"]] == [danylo.pk]

    asked = {"hour": choice(logo, monday(10)), "number": 1, "informed": "on"}
    desk.post(book_page(logo, danylo), asked)

    (appointment,) = Appointment.objects.all()
    assert (appointment.status, appointment.person) == (Status.BOOKED, danylo)
    assert appointment.accompanied_by == oksana
    assert Acceptance.objects.filter(person=danylo).exists()
    assert Message.objects.filter(kind="appointment_booked", recipient=oksana).exists()


def test_a_series_shows_its_clashes_before_any_is_booked(desk, lidia, logo, monday, oksana, danylo):
    hold(logo, specialist=lidia, starts_at=monday(10, weeks=2), device_key="somebody")
    asked = {"hour": choice(logo, monday(10)), "number": 3}

    page = desk.post(book_page(logo, danylo), asked)
    assert page.status_code == 422
    assert Appointment.objects.filter(status=Status.BOOKED).count() == 0

    desk.post(book_page(logo, danylo), {**asked, "skip_taken": "on"})
    booked = Appointment.objects.filter(status=Status.BOOKED).values_list("starts_at", flat=True)
    assert list(booked) == [monday(10), monday(10, weeks=3), monday(10, weeks=4)]


def test_later_weeks_are_a_page_further(desk, lidia, logo, danylo, oksana):
    first = desk.get(book_page(logo, danylo))
    later = desk.get(book_page(logo, danylo), {"from": first.context["later"]})

    hours = [page.context["form"].fields["hour"].choices[1][0] for page in (first, later)]
    assert hours[0] != hours[1]
    assert later.context["earlier"]


@pytest.mark.parametrize("typed", ["nonsense", "2026-99-99", "1900-01-01", "9999-12-31"])
def test_a_broken_address_shows_the_weeks_ahead(desk, lidia, logo, danylo, oksana, typed):
    assert desk.get(book_page(logo, danylo), {"from": typed}).status_code == 200


# --- hours by contract ---


@pytest.fixture
def contract(mops):
    return ContractFactory(organisation=mops, code="UNICEF/2026/9.9", hours_agreed=20)


def test_hours_by_contract_are_a_page_and_a_file(desk, contract, lidia, logo, monday):
    AppointmentFactory(
        contract=contract,
        specialist=lidia,
        service=logo,
        status=Status.ATTENDED,
        starts_at=monday(9, weeks=-1),
    )
    ContractFactory()

    page = desk.get(reverse("appointment:contract_hours"))
    sheet = load_workbook(BytesIO(desk.get(reverse("appointment:export_contract_hours")).content)).active

    rows = list(sheet.values)
    assert [each.code for each in page.context["object_list"]] == ["UNICEF/2026/9.9"]
    assert "0.83" in page.content.decode() or "0,83" in page.content.decode()
    assert list(rows[1][6:]) == [20, 0.83, 0, 0, 19.17, 19.17]
    assert AuditEntry.objects.filter(action=AuditEntry.Action.EXPORTED).count() == 1


# --- kinds of help ---


def test_a_kind_of_help_is_described_by_who_gives_it(desk, mops, fundacja, contract):
    page = desk.get(reverse("service:add"))
    form = page.context["form"]

    assert list(form.fields["organisation"].queryset) == [mops]
    assert list(form.fields["contract"].queryset) == [contract]


def test_a_notice_beyond_the_horizon_is_told(desk, logo):
    edit = reverse("service:edit", args=[logo.pk])
    fields = desk.get(edit).context["form"].initial
    typed = {name: value for name, value in fields.items() if value not in {None, False}}

    page = desk.post(edit, {**typed, "notice_hours": 24 * 60, "horizon_days": 60})

    assert "notice_hours" in page.context["form"].errors


def test_a_person_page_shows_their_appointments(desk, booked, danylo):
    page = desk.get(reverse("person:inspect", args=[danylo.pk]))

    assert at("inspect", booked) in page.content.decode()


def test_somebody_with_an_appointment_is_known_to_the_organisation_of_the_specialist(desk, lidia, logo):
    person = PersonFactory()
    assert desk.get(reverse("person:inspect", args=[person.pk])).status_code == 404

    AppointmentFactory(specialist=lidia, service=logo, person=person)

    assert desk.get(reverse("person:inspect", args=[person.pk])).status_code == 200
