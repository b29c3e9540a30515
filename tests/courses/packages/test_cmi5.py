"""A unit of cmi5 speaks xAPI: what it may say, what it may keep, and when it is satisfied."""

from __future__ import annotations

import base64
import json
import uuid
from decimal import Decimal

import pytest
from django.test import Client

from courses.models import Registration, Statement, UnitProgress
from courses.packages.xapi import verbs as rules
from tests.factories.packages import HOUSE, make_registration, open_for

ADL = "http://adlnet.gov/expapi/verbs/"


class Unit:
    """An assignable unit, as far as its program goes."""

    def __init__(self, registration: Registration) -> None:
        self.client = Client(headers={"host": "localhost:8000"})
        opened = open_for(registration)
        self.base = f"/packages/{opened.token}"
        told = self.client.get(f"{self.base}/begin").json()["parameters"]
        self.activity, self.registration = told["activityId"], told["registration"]
        self.actor = json.loads(told["actor"])
        self.token = self.client.post(f"{self.base}/fetch").json()["auth-token"]
        self.template = self.state("LMS.LaunchData").json()["contextTemplate"]

    def ask(self, method, path, body=None, *, token=None, version="1.0.3", **query):
        headers = {"authorization": f"Basic {token or self.token}", "x-experience-api-version": version}
        text = body if isinstance(body, str) else json.dumps(body)
        return self.client.generic(
            method,
            f"{self.base}/xapi/{path}",
            "" if body is None else text,
            content_type="application/json",
            headers=headers,
            query_params=query,
        )

    def state(self, name, body=None, method="GET"):
        who = {
            "activityId": self.activity,
            "agent": json.dumps(self.actor),
            "registration": self.registration,
        }
        return self.ask(method, "activities/state", body, **who, stateId=name)

    def statement(self, verb, **more):
        context = json.loads(json.dumps(self.template))
        context["registration"] = self.registration
        context["contextActivities"]["category"] = [{"id": rules.CATEGORY}]
        return {
            "id": str(uuid.uuid4()),
            "actor": self.actor,
            "verb": {"id": verb if ":" in verb else ADL + verb},
            "object": {"id": self.activity},
            "context": context,
            **more,
        }

    def says(self, verb, **more):
        return self.ask("POST", "statements", self.statement(verb, **more)).status_code


@pytest.fixture
def unit(db):
    return Unit(make_registration("cmi5"))


def progress() -> UnitProgress:
    return UnitProgress.objects.get()


def test_a_unit_is_passed_and_with_it_its_block_and_the_course(unit):
    assert unit.says("initialized") == 200
    assert unit.says("passed", result={"success": True, "score": {"scaled": 0.9}}) == 200
    assert unit.says("terminated", result={"duration": "PT12M"}) == 200

    assert (progress().is_completed, progress().success) == (True, "passed")
    assert (progress().score, progress().minutes) == (Decimal("0.9000"), 12)
    assert Registration.objects.get().finished_at is not None
    assert Statement.objects.filter(verb=rules.SATISFIED).count() == 2


@pytest.mark.parametrize(
    ("move_on", "verbs", "is_completed"),
    [
        ("Passed", ["completed"], False),
        ("Passed", ["passed"], True),
        ("Completed", ["passed"], False),
        ("Completed", ["completed"], True),
        ("CompletedAndPassed", ["completed"], False),
        ("CompletedAndPassed", ["completed", "passed"], True),
        ("CompletedOrPassed", ["completed"], True),
        ("NotApplicable", [], True),
    ],
)
def test_each_rule_for_moving_on(db, move_on, verbs, is_completed):
    unit = Unit(make_registration("cmi5", move_on=move_on))

    for verb in ["initialized", *verbs]:
        assert unit.says(verb) == 200

    assert progress().is_completed is is_completed


def test_a_launch_begins_with_what_cmi5_asks_for(unit):
    launched = Statement.objects.get(verb=rules.LAUNCHED)
    data = unit.state("LMS.LaunchData").json()

    assert launched.raw["actor"] == unit.actor
    assert data["launchParameters"] == '{"pace":"slow"}'
    assert (data["moveOn"], data["masteryScore"], data["launchMode"]) == ("Passed", 0.8, "Normal")
    profile = unit.ask(
        "GET", "agents/profile", agent=json.dumps(unit.actor), profileId="cmi5LearnerPreferences"
    )
    assert profile.json()["audioPreference"] == "on"


def test_the_learner_is_named_by_a_random_number_alone(unit):
    person = Registration.objects.get().enrolment.person

    assert unit.actor["account"]["name"] == uuid.UUID(unit.registration).hex
    assert person.family_name not in json.dumps(Statement.objects.get().raw)


def test_the_credential_is_handed_out_once(unit):
    again = unit.client.post(f"{unit.base}/fetch").json()

    assert "auth-token" not in again
    assert again["error-code"] == "1"


@pytest.mark.parametrize("token", ["", "x", "Zm9v", base64.b64encode(b"a:b").decode(), "%%%"])
def test_nobody_speaks_without_the_credential(unit, token):
    assert unit.ask("GET", "statements", token=token or "none").status_code == 401


def test_the_credential_of_one_learner_opens_nothing_of_another(unit):
    other = Unit(make_registration("cmi5"))

    assert other.ask("GET", "statements", token=unit.token).status_code == 401
    for statement in other.ask("GET", "statements").json()["statements"]:
        assert statement["actor"] == other.actor


def test_another_version_of_the_language_is_refused(unit):
    assert unit.ask("GET", "about", version="0.95").status_code == 400
    assert unit.ask("GET", "about").json() == {"version": ["1.0.3"]}


def test_statements_have_an_order(unit):
    assert unit.says("passed") == 403
    assert unit.says("initialized") == 200
    assert unit.says("initialized") == 403
    assert unit.says("completed") == 200
    assert unit.says("completed") == 403
    assert unit.says("terminated") == 200
    assert unit.says("passed") == 403


def test_a_score_on_the_other_side_of_the_mastery_score_is_refused(unit):
    unit.says("initialized")

    assert unit.says("passed", result={"score": {"scaled": 0.79}}) == 403
    assert unit.says("failed", result={"score": {"scaled": 0.8}}) == 403
    assert unit.says("failed", result={"score": {"scaled": 0.5}}) == 200
    assert progress().success == "failed"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"actor": {"mbox": "mailto:somebody@example.org"}}, 403),
        ({"actor": {"account": {"homePage": HOUSE, "name": "0" * 32}}}, 403),
        ({"actor": "me"}, 400),
        ({"verb": {"id": rules.SATISFIED}}, 403),
        ({"verb": {"id": rules.WAIVED}}, 403),
        ({"verb": {}}, 400),
        ({"verb": {"id": f"{ADL}invented"}}, 403),
        ({"object": {"id": "https://example.org/other"}}, 403),
        ({"object": []}, 400),
        ({"context": {"registration": str(uuid.uuid4())}}, 403),
        ({"context": []}, 400),
        ({"id": "no uuid"}, 400),
        ({"timestamp": "yesterday"}, 400),
        ({"result": {"a": "\0"}}, 400),
        ({"result": {"a": "\ud800"}}, 400),
        ({"result": {"score": {"scaled": float("nan")}}}, 400),
        ({"result": {"score": {"scaled": float("inf")}}}, 400),
        ({"result": "all of it"}, 400),
        ({"result": [1]}, 400),
    ],
)
def test_hostile_statements_are_refused_and_nothing_is_stored(unit, change, status):
    before = Statement.objects.count()

    answer = unit.ask(
        "POST", "statements", [unit.statement("initialized"), {**unit.statement("passed"), **change}]
    )

    assert answer.status_code == status
    assert Statement.objects.count() == before


@pytest.mark.parametrize("body", ["", "[", "[" * 100_000, "7", "[]", '"x"', "[null]"])
def test_nonsense_is_answered(unit, body):
    assert unit.ask("POST", "statements", body or " ").status_code == 400


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-45T00:00:00Z", "9999-12-31T23:59:59-23:00"])
def test_statements_since_a_moment_that_is_none_are_not_looked_for(unit, moment):
    assert unit.ask("GET", "statements", since=moment).status_code == 400


def test_a_huge_statement_is_refused(unit):
    assert (
        unit.ask(
            "POST", "statements", unit.statement("initialized", result={"x": "y" * 10_000_000})
        ).status_code
        == 413
    )


def test_the_same_statement_twice_is_one_and_another_under_its_id_a_conflict(unit):
    statement = unit.statement("initialized")

    assert unit.ask("POST", "statements", statement).json() == [statement["id"]]
    assert unit.ask("POST", "statements", statement).status_code == 200
    assert unit.ask("PUT", "statements", statement, statementId=statement["id"]).status_code == 204
    other = {**statement, "result": {"completion": True}}
    assert unit.ask("POST", "statements", other).status_code == 409
    assert Statement.objects.filter(verb=rules.INITIALIZED).count() == 1


def test_statements_of_its_own_are_kept_and_can_be_asked_for(unit):
    unit.says("initialized")
    own = unit.statement(
        "experienced",
        object={"id": "https://example.org/page/3"},
        context={"registration": unit.registration},
    )

    assert unit.ask("POST", "statements", own).status_code == 200
    assert unit.ask("GET", "statements", statementId=own["id"]).json()["verb"] == own["verb"]
    listed = unit.ask("GET", "statements", verb=f"{ADL}experienced").json()["statements"]
    assert [one["id"] for one in listed] == [own["id"]]
    assert unit.ask("GET", "statements", statementId="x").status_code == 400
    assert unit.ask("GET", "statements", since="yesterday?").status_code == 400


def test_a_statement_can_be_taken_back(unit):
    unit.says("initialized")
    said = unit.statement("experienced", object={"id": "https://example.org/p"}, context={})
    unit.ask("POST", "statements", said)
    voiding = unit.statement("voided", object={"objectType": "StatementRef", "id": said["id"]}, context={})

    assert unit.ask("POST", "statements", voiding).status_code == 200
    assert unit.ask("GET", "statements", statementId=said["id"]).status_code == 404
    assert unit.ask("GET", "statements", voidedStatementId=said["id"]).status_code == 200


def test_what_the_house_said_cannot_be_taken_back(unit):
    unit.says("initialized")
    launched = Statement.objects.get(verb=rules.LAUNCHED)
    voiding = unit.statement(
        "voided", object={"objectType": "StatementRef", "id": str(launched.pk)}, context={}
    )

    assert unit.ask("POST", "statements", voiding).status_code == 200
    launched.refresh_from_db()
    assert not launched.is_voided


def test_only_a_statement_can_be_voided(unit):
    unit.says("initialized")
    voiding = unit.statement("voided", object={"id": str(uuid.uuid4())}, context={})

    assert unit.ask("POST", "statements", voiding).status_code == 400


def test_a_block_is_satisfied_once(db):
    """Also where nothing is asked of the unit, so that it was satisfied before it was opened."""
    registration = make_registration("cmi5", move_on="NotApplicable")

    for _time in range(2):
        unit = Unit(registration)
        unit.says("initialized")
        unit.says("terminated")

    assert Statement.objects.filter(verb=rules.SATISFIED).count() == 2  # the block and the course


def test_nothing_is_kept_under_the_registration_of_another(unit):
    who = {"activityId": unit.activity, "agent": json.dumps(unit.actor), "stateId": "bookmark"}

    for method in ("GET", "PUT", "DELETE"):
        asked = unit.ask(method, "activities/state", {}, **who, registration=str(uuid.uuid4()))
        assert asked.status_code == 403
    other = {**unit.actor, "account": {**unit.actor["account"], "name": "0" * 32}}
    assert unit.ask("GET", "agents/profile", agent=json.dumps(other), profileId="x").status_code == 403


def test_what_cmi5_does_not_define_passes_nobody(unit):
    unit.says("initialized")
    own = unit.statement("passed", result={"score": {"scaled": 0.1}}, context={})

    unit.ask("POST", "statements", own)
    unit.says("terminated")

    assert (progress().is_completed, progress().success) == (False, "unknown")


def test_names_of_documents_are_asked_for_since_a_moment_that_says_no_zone(unit):
    unit.state("bookmark", {"page": 3}, "PUT")
    who = {"activityId": unit.activity, "agent": json.dumps(unit.actor)}

    listed = unit.ask("GET", "activities/state", **who, since="2020-01-01T00:00:00")

    assert set(listed.json()) == {"LMS.LaunchData", "bookmark"}


def test_a_state_is_kept_between_visits(unit):
    assert unit.state("bookmark", {"page": 3}, "PUT").status_code == 204
    assert unit.state("bookmark", {"seen": True}, "POST").status_code == 204

    later = Unit(Registration.objects.get())

    assert later.state("bookmark").json() == {"page": 3, "seen": True}
    assert later.state("none").status_code == 404
    assert later.state("bookmark", method="DELETE").status_code == 204
    assert later.state("bookmark").status_code == 404


def test_the_launch_data_is_the_houses(unit):
    assert unit.state("LMS.LaunchData", {}, "PUT").status_code == 403
    assert unit.state("LMS.LaunchData", method="DELETE").status_code == 403


@pytest.mark.parametrize(
    ("name", "body", "method", "status"),
    [
        ("x" * 301, {}, "PUT", 400),
        ("big", {"a": "x" * 600_000}, "PUT", 413),
        ("", {}, "PUT", 400),
        ("bookmark", "no json", "POST", 204),
    ],
)
def test_odd_documents(unit, name, body, method, status):
    assert unit.state(name, body, method).status_code == status


def test_a_profile_that_changed_meanwhile_is_not_overwritten(unit):
    who = {"agent": json.dumps(unit.actor), "profileId": "cmi5LearnerPreferences"}
    headers = {
        "authorization": f"Basic {unit.token}",
        "x-experience-api-version": "1.0.3",
        "if-match": '"old"',
    }

    answer = unit.client.put(
        f"{unit.base}/xapi/agents/profile",
        "{}",
        content_type="application/json",
        headers=headers,
        query_params=who,
    )

    assert answer.status_code == 412


def test_an_opening_that_never_ended_is_over_when_another_begins(unit):
    unit.says("initialized")

    Unit(Registration.objects.get())

    assert Statement.objects.filter(verb=rules.ABANDONED).count() == 1
    assert unit.ask("GET", "about").status_code == 404
