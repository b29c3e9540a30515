"""What is agreed before anybody books: hours of a contract, and who goes first in a queue."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.booking import take_place
from sessions.models import Contract, Place, PriorityClass, Session
from sessions.waiting_list import set_priority
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.sessions import ContractFactory, RunFactory, SessionFactory


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def desk_of_anna(client, anna):
    client.force_login(anna.user)
    return client


@pytest.fixture
def contract(mops):
    """Ten hours agreed; two of a run of it were held."""
    contract = ContractFactory(organisation=mops, hours_agreed=10)
    SessionFactory(
        run=RunFactory(organiser=mops, contract=contract),
        starts_at=timezone.now() - timedelta(days=1),
        status=Session.Status.CLOSED,
        closed_at=timezone.now(),
    )
    return contract


def test_a_coordinator_sees_what_is_agreed_given_and_left_of_their_contracts(desk_of_adam, contract):
    ContractFactory()

    listed = desk_of_adam.get(reverse("contract:index"))
    page = desk_of_adam.get(reverse("contract:inspect", args=[contract.pk]))

    hours = page.context["hours"]
    assert list(listed.context["object_list"]) == [contract]
    assert (hours.agreed, hours.delivered, hours.left) == (Decimal(10), Decimal(2), Decimal(8))


def test_an_administrator_writes_a_contract_down(desk_of_anna, mops):
    words = {
        "code": "UNICEF/2026/4.1",
        "title": "Grupy wsparcia",
        "organisation": mops.pk,
        "funder": OrganisationFactory(is_funder=True).pk,
        "hours_agreed": "120",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
    }
    mops.is_organiser = True
    mops.save()

    slip = desk_of_anna.post(reverse("contract:add"), {**words, "ends_on": "2025-12-31", "hours_agreed": "0"})
    desk_of_anna.post(reverse("contract:add"), words)

    assert set(slip.context["form"].errors) == {"ends_on", "hours_agreed"}
    assert Contract.objects.get().code == "UNICEF/2026/4.1"


def test_the_list_of_contracts_costs_the_same_for_three_as_for_one(
    desk_of_adam, mops, contract, django_assert_max_num_queries
):
    address = reverse("contract:index")
    desk_of_adam.get(address)
    with django_assert_max_num_queries(40) as one:
        desk_of_adam.get(address)
    ContractFactory.create_batch(2, organisation=mops)

    with django_assert_max_num_queries(len(one)):
        desk_of_adam.get(address)


def test_those_who_wait_follow_their_class_when_its_rank_changes(desk_of_anna, pan_adam, mops, oksana, marta):
    run = RunFactory(organiser=mops, capacity=1)
    court = PriorityClass.objects.create(name="Termin sądowy", rank=5)
    moved = PriorityClass.objects.create(name="Nowe umieszczenie", rank=3)
    first = PersonFactory()
    take_place(first, in_run=run, booked_by=first)
    for person, priority in ((oksana, court), (marta, moved)):
        place = take_place(person, in_run=run, booked_by=person)
        set_priority(place, priority, by=pan_adam)

    desk_of_anna.post(
        reverse("priorityclass:edit", args=[court.pk]),
        {"rank": 1, "is_in_use": "on", "name_pl": "Termin sądowy", "name_uk": "", "name_en": ""},
    )

    assert [place.person for place in Place.objects.filter(run=run).waiting()] == [oksana, marta]
