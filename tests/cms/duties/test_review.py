"""Every March somebody is asked to read the declaration again, until it is done."""

from datetime import date

import pytest
import time_machine
from django.conf import settings

from cms.duties import review
from cms.tasks import remind_of_declaration
from lms.celery import app
from lms.messaging.models import Message
from tests.factories.duties import plant_declaration

MARCH = date(2027, 3, 1)


@pytest.fixture
def declaration(site):
    return plant_declaration(site, drawn_up_on=date(2026, 11, 2))


def written():
    return list(Message.objects.filter(kind=review.KIND).order_by("pk"))


def test_editors_and_administrators_are_asked_on_the_first_of_march(declaration, ewa, anna, irena, oksana):
    count = review.remind(on=MARCH)

    assert count == 2
    assert {message.recipient for message in written()} == {ewa, anna}


def test_the_message_says_until_when_and_leads_to_the_page(declaration, ewa):
    review.remind(on=MARCH)

    (message,) = written()
    assert "31 marca" in message.subject
    assert f"{settings.SITE_ADDRESS}/admin/pages/{declaration.pk}/edit/" in message.text
    assert f"/admin/pages/{declaration.pk}/edit/" in message.html


def test_asking_daily_writes_once_then_once_more_a_week_before_the_end(declaration, ewa):
    for day in range(1, 32):
        review.remind(on=date(2027, 3, day))

    assert len(written()) == 2


def test_next_year_it_is_asked_anew(declaration, ewa):
    review.remind(on=MARCH)

    review.remind(on=date(2028, 3, 5))

    assert len(written()) == 2


@pytest.mark.parametrize("done", ["reviewed_on", "drawn_up_on"])
def test_nobody_is_asked_for_what_was_done_this_year(declaration, ewa, done):
    setattr(declaration, done, date(2027, 1, 15))
    declaration.save()

    assert review.remind(on=MARCH) == 0
    assert written() == []


@pytest.mark.parametrize("day", [date(2027, 2, 28), date(2027, 4, 1)])
def test_messages_are_sent_in_march_only(declaration, ewa, day):
    assert review.remind(on=day) == 0


def test_without_a_declaration_there_is_nothing_to_review(site, ewa):
    assert review.remind(on=MARCH) == 0


@pytest.mark.parametrize(
    ("reviewed", "today", "is_due"),
    [
        (date(2026, 11, 20), date(2027, 2, 28), False),
        (date(2026, 11, 20), date(2027, 3, 1), True),
        (date(2026, 11, 20), date(2027, 6, 1), True),
        (date(2026, 11, 20), date(2028, 1, 10), True),
        (date(2027, 3, 5), date(2027, 3, 6), False),
        (date(2027, 3, 5), date(2028, 2, 28), False),
    ],
)
def test_it_is_due_from_the_first_of_march_until_it_is_done(declaration, reviewed, today, is_due):
    declaration.reviewed_on = reviewed
    declaration.save()

    assert bool(review.due(on=today)) is is_due


def test_an_editor_is_reminded_where_she_starts(declaration, ewa, client):
    def start_page(moment):
        with time_machine.travel(moment):
            client.force_login(ewa.user)
            return client.get("/admin/").content.decode()

    before, after = start_page("2027-02-28T12:00:00+01:00"), start_page("2027-03-01T12:00:00+01:00")

    address = f"/admin/pages/{declaration.pk}/edit/"
    heading = "declaration-due-heading"
    assert before
    assert heading not in before
    assert heading in after
    assert address in after


def test_beat_asks_every_day_of_march(declaration, ewa):
    plan = app.conf.beat_schedule["ask for the yearly review of the declaration"]

    with time_machine.travel("2027-03-24T08:00:00+01:00"):
        remind_of_declaration()

    assert plan["task"] == remind_of_declaration.name
    assert plan["schedule"].month_of_year == {3}
    assert len(written()) == 1
