"""Pan Adam gives a learner more time, and sees which questions of a quiz are good."""

import pytest
from django.urls import reverse

from courses.models import Allowance
from courses.quizzes import attempts
from courses.quizzes.limits import Limits
from tests.factories.courses import EnrolmentFactory
from tests.factories.quizzes import RIGHT, asking
from tests.factories.sessions import PlaceFactory, RunFactory


@pytest.fixture
def learner(mops, oksana):
    """Oksana, in a course of MOPS."""
    run = RunFactory(organiser=mops)
    enrolment = EnrolmentFactory(person=oksana, course=run.course)
    PlaceFactory(run=run, person=oksana, enrolment=enrolment)
    return enrolment


def test_a_coordinator_gives_more_time_and_says_why(client, pan_adam, learner):
    quiz = asking("single", course=learner.course, minutes=10, max_attempts=1)
    attempt = attempts.begin(learner, quiz=quiz)
    client.force_login(pan_adam.user)
    page = reverse("quiz_allow_more", args=[learner.pk, quiz.pk])

    nothing_said = client.post(page, {"extra_minutes": 15, "extra_attempts": 1, "reason": " "})
    given = client.post(page, {"extra_minutes": 15, "extra_attempts": 1, "reason": "Reads slowly"})
    attempt.refresh_from_db()
    told = client.get(given["Location"]).text

    assert nothing_said.status_code == 422
    assert (Allowance.objects.get().by, Limits.of(quiz, learner).attempts) == (pan_adam, 2)
    assert (attempt.due_at - attempt.started_at).total_seconds() == 25 * 60
    assert "Reads slowly" in told


def test_an_allowance_out_of_bounds_is_refused(client, pan_adam, learner):
    quiz = asking("single", course=learner.course)
    client.force_login(pan_adam.user)
    page = reverse("quiz_allow_more", args=[learner.pk, quiz.pk])

    statuses = {
        wrong: client.post(page, {"extra_minutes": wrong, "extra_attempts": 0, "reason": "x"}).status_code
        for wrong in ("-1", "99999", "x", "")
    }

    assert set(statuses.values()) == {422}, statuses
    assert not Allowance.objects.exists()


def test_a_coordinator_of_another_house_gives_nothing_here(client, pani_beata, learner):
    quiz = asking("single", course=learner.course)
    client.force_login(pani_beata.user)

    assert client.get(reverse("quiz_allow_more", args=[learner.pk, quiz.pk])).status_code == 404


def test_a_quiz_of_another_course_is_not_there(client, pan_adam, learner):
    client.force_login(pan_adam.user)

    assert client.get(reverse("quiz_allow_more", args=[learner.pk, asking("single").pk])).status_code == 404


def test_figures_tell_of_questions_and_not_of_few_people(client, pan_adam, learner):
    quiz = asking("single", "true_false", "matching", "gap", "ordering", course=learner.course)
    page = reverse("quiz_figures", args=[quiz.pk])
    client.force_login(pan_adam.user)

    for number in range(5):
        if number == 4:
            few = client.get(page).text
        taking = attempts.begin(EnrolmentFactory(course=quiz.course), quiz=quiz)
        known = {1: RIGHT["single"], 3: RIGHT["matching"], 4: RIGHT["gap"], 5: RIGHT["ordering"]}
        attempts.send(taking, known | {2: {"value": number > 1}})
    enough = client.get(page).text

    assert "At once" not in few
    assert "At once</strong>: 5 (100 %)" in enough
    assert "Court – appoints the guardian</strong>: 5" in enough
    assert "60 %" in enough
    assert "how: in writing" in enough
    assert "The … decides within … days: …." in enough
    assert "Hear the child → Write it down → Tell the coordinator" in enough


def test_the_record_of_a_course_leads_to_the_figures(client, pan_adam, learner):
    quiz = asking("single", course=learner.course)
    client.force_login(pan_adam.user)

    page = client.get(reverse("course:inspect", args=[learner.course.pk])).text

    assert reverse("quiz_figures", args=[quiz.pk]) in page
