"""Every message is said in text, HTML and SMS, in three languages; a confidential one says nothing."""

import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import get_template

from courses.models import CandidatePath
from lms.messaging import outbox
from lms.messaging.models import Message
from lms.messaging.outbox import Paper
from sessions.models import Run
from tests.factories.people import PersonFactory
from tests.factories.sessions import AppointmentFactory, OfferFactory, RoomFactory
from tests.messaging.conftest import WARSAW

ABOUT_A_RUN = (
    "place_confirmed",
    "place_waiting",
    "place_freed",
    "place_cancelled",
    "place_applied",
    "place_refused",
    "place_offered",
    "offer_expired",
    "place_moved",
    "queue_closed",
    "run_called_off",
    "run_goes_ahead",
    "decision_due",
    "make_up_booked",
    "make_up_called_off",
    "session_reminder",
    "session_moved",
    "session_cancelled",
    "session_added",
    "session_staff_changed",
    "session_handed_over",
    "series_changed",
    "teaching_called_off",
)
ABOUT_AN_APPOINTMENT = (
    "appointment_booked",
    "appointment_moved",
    "appointment_cancelled",
    "appointment_reminder",
)
ABOUT_ATTENDANCE = (
    "apology_accepted",
    "apology_refused",
    "appeal_granted",
    "appeal_refused",
    "missed_you",
)
ABOUT_A_CERTIFICATE = ("certificate_issued", "certificate_revoked", "certificate_expiring")
ABOUT_A_PAGE = ("moderation_asked", "moderation_approved", "moderation_returned", "declaration_review")
ABOUT_WORK = ("work_sent_back", "recognition_accepted", "recognition_refused", "evidence_reviewed")
ABOUT_A_CANDIDATE = ("candidate_welcome", "candidate_new")
ABOUT_A_PLAN = ("course_asked", "course_given", "induction_given", "plan_review_due")
KINDS = (
    "sign_in_code",
    *ABOUT_A_RUN,
    *ABOUT_AN_APPOINTMENT,
    *ABOUT_ATTENDANCE,
    *ABOUT_A_CERTIFICATE,
    *ABOUT_WORK,
    *ABOUT_A_PAGE,
    *ABOUT_A_CANDIDATE,
    *ABOUT_A_PLAN,
)


@pytest.fixture
def story(run, meeting, place, oksana):
    """Everything that any kind of message may speak of."""
    appointment = AppointmentFactory(person=place.person)
    return {
        "code": "123456",
        "run": run,
        "session": meeting,
        "missed": meeting,
        "sessions": [meeting],
        "called_off": [meeting],
        "place": place,
        "person": place.person,
        "appointment": appointment,
        "appointments": [appointment],
        "service": appointment.service,
        "specialist": appointment.specialist,
        "room": appointment.room,
        "position": 3,
        "people": [place.person],
        "offer": OfferFactory.build(run=run, answer_until=datetime(2026, 11, 22, 17, tzinfo=WARSAW)),
        "seats": 1,
        "answer_address": "https://krok.example/uk/answer/TOKEN/",
        "pass_address": "https://krok.example/p/SECRET",
        "by_organiser": True,
        "reason": "Trenerka zachorowała",
        "answer": "Sprawdziliśmy z trenerką.",
        "next_session": meeting,
        "when": "two_days",
        "old_starts_at": datetime(2026, 11, 23, 18, tzinfo=WARSAW),
        "old_room": RoomFactory(name="Sala Dąb"),
        "certificate": SimpleNamespace(
            number="MOPS-2026-00001-ABC",
            enrolment=SimpleNamespace(person=oksana),
            expires_on=date(2027, 3, 31),
        ),
        "course_title": "Opiekun tymczasowy",
        "replaced": "MOPS-2026-00001-XYZ",
        "shorter": run.course,
        "stage": 30,
        "address": "https://krok.example/uk/my/",
        "page_title": "Godziny otwarcia",
        "page_language": "pl",
        "deadline": date(2027, 3, 31),
        "edit_address": "https://krok.example/admin/pages/7/edit/",
        "submitter": oksana,
        "moderator": oksana,
        "comment": "Krótsze zdania, proszę.",
        "path": CandidatePath(person=oksana, organisation=run.organiser, phone="600 100 200"),
        "organisation": run.organiser,
        "substitute": "Petro Bondar",
        "course": run.course,
        "evidence": SimpleNamespace(
            person=oksana,
            competence="Ochrona dzieci",
            decision="refused",
            answer="Prosimy o drugą stronę.",
            words="Szkolenie w Lublinie",
        ),
        "asked_by": "Krystyna Jabłońska",
        "due_on": date(2027, 3, 31),
        "review_on": date(2027, 3, 31),
        "profile": "Asystent rodziny",
        "induction": SimpleNamespace(welcome="Dobrze, że jesteś."),
    }


def test_every_folder_of_templates_is_a_kind_that_is_tested():
    folders = {
        folder.parent.name for folder in Path(settings.BASE_DIR, "templates/messaging").glob("*/subject.txt")
    }

    assert folders == {*KINDS, "neutral"}


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_said_in_every_language_and_channel(kind, language, story):
    by_mail = PersonFactory(language=language)
    by_phone = PersonFactory(language=language, email="", phone="+48600100200")
    if kind in ABOUT_AN_APPOINTMENT:
        story["link"] = "https://krok.example/uk/visit/TOKEN/"

    mail = outbox.write(kind, to=by_mail, key="mail", context=story)
    sms = outbox.write(kind, to=by_phone, key="sms", context=story)

    assert mail.subject
    assert mail.subject == mail.subject.strip()
    assert mail.text.strip()
    assert f'<html lang="{language}">' in mail.html
    assert 0 < len(sms.text) < 300
    for words in (mail.subject, mail.text, mail.html, sms.text):
        assert "{{" not in words
        assert "None" not in words
    assert "\n\n\n" not in mail.text


def test_a_place_for_a_child_names_the_child_and_the_first_meeting(oksana, story):
    message = outbox.write("place_confirmed", to=oksana, key="k", context=story)

    for words in (message.text, message.html):
        assert "Danylo Koval" in words
        assert "Sala Lipa" in words
        assert "17.00–19.00" in words.replace("17:00", "17.00").replace("19:00", "19.00")
        assert "https://krok.example/p/SECRET" in words


def test_a_reader_of_ukrainian_reads_the_name_in_cyrillic_where_it_is_known(marta, oksana, story):
    story["place"].person = oksana
    in_ukrainian = PersonFactory(language="uk")

    cyrillic = outbox.write("place_waiting", to=in_ukrainian, key="uk", context=story)
    latin = outbox.write("place_waiting", to=marta, key="pl", context=story)

    assert "Оксана Шевченко" in cyrillic.text
    assert "Оксана Шевченко" in cyrillic.html
    assert "Oksana Shevchenko" in latin.text


def test_an_offer_says_until_when_to_answer_and_where_without_signing_in(oksana, story):
    message = outbox.write("place_offered", to=oksana, key="k", context=story)

    for words in (message.text, message.html):
        assert "https://krok.example/uk/answer/TOKEN/" in words
        assert "22 листопада" in words
        assert "Sala Lipa" in words


@pytest.mark.parametrize("seats", [1, 2, 5, 12, 22])
@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_an_offer_of_several_seats_names_everybody_it_is_for(seats, language, story, oksana):
    story |= {"seats": seats, "people": [oksana, story["place"].person]}

    message = outbox.write("place_offered", to=PersonFactory(language=language), key="k", context=story)

    assert (str(seats) in message.subject) is (seats != 1)
    assert "Danylo Koval" in message.text


def test_a_confidential_offer_leads_to_its_question_and_says_no_more(oksana, story, run):
    run.visibility = Run.Visibility.CONFIDENTIAL
    story["link"] = story["answer_address"]

    message = outbox.write("place_offered", to=oksana, key="k", context=story)

    assert message.text.split() == [message.subject, "https://krok.example/uk/answer/TOKEN/"]
    assert run.course.title not in message.html


def test_whoever_was_moved_to_a_full_group_reads_her_position_and_not_that_she_has_a_seat(marta, story):
    moved_to_a_seat = outbox.write("place_moved", to=marta, key="seat", context=story | {"position": 0})
    moved_to_a_queue = outbox.write("place_moved", to=marta, key="queue", context=story)

    assert story["pass_address"] in moved_to_a_seat.text
    assert story["pass_address"] not in moved_to_a_queue.text
    assert "3" in moved_to_a_queue.text


def test_plain_text_is_not_escaped_and_html_is(oksana, story):
    story["reason"] = "Zamknięto <salę> Anny d'Arc"

    message = outbox.write("session_cancelled", to=oksana, key="k", context=story)

    assert "<salę> Anny d'Arc" in message.text
    assert "&lt;salę&gt;" in message.html


def test_a_subject_is_one_line_whatever_the_title_holds(oksana, story, run):
    run.course.title_uk = "Перша\r\nBcc: everyone@example.org"

    message = outbox.write("place_waiting", to=oksana, key="k", context=story)

    assert "\n" not in message.subject
    assert "\r" not in message.subject


@pytest.mark.parametrize(
    ("language", "word"), [("pl", "Spotkanie"), ("uk", "Зустріч"), ("en", "Appointment")]
)
@pytest.mark.parametrize("kind", [*ABOUT_A_RUN, *ABOUT_ATTENDANCE])
def test_a_confidential_run_is_an_appointment_and_a_link_and_nothing_else(kind, language, word, run, story):
    run.visibility = Run.Visibility.CONFIDENTIAL
    reader = PersonFactory(language=language)
    pass_paper = Paper(name="pass.pdf", content_type="application/pdf", content=b"%PDF")

    message = outbox.write(kind, to=reader, key="k", context=story, attachments=[pass_paper])

    link = re.search(r"https?://\S+", message.text)[0]
    assert link.endswith(f"/{language}/my/")
    assert message.subject in {word, "Appointment"}
    assert message.text.split() == [message.subject, link]
    assert visible_words(message.html) <= {message.subject, settings.WAGTAIL_SITE_NAME, *open_words(message)}
    assert not message.attachments.exists()


def test_a_confidential_sms_is_as_silent(run, story):
    run.course.is_confidential = True
    reader = PersonFactory(language="en", email="", phone="+48600100200")

    message = outbox.write("session_reminder", to=reader, key="k", context=story)

    assert message.channel == Message.Channel.SMS
    assert message.text.split()[0] == "Appointment"
    assert len(message.text.split()) == 2


@pytest.mark.parametrize(
    "speaks_of",
    [
        {"is_confidential": True},
        {
            "certificate": SimpleNamespace(
                enrolment=SimpleNamespace(course=SimpleNamespace(is_confidential=True))
            )
        },
        {"place": SimpleNamespace(run=SimpleNamespace(is_confidential=True))},
        {"session": SimpleNamespace(run=SimpleNamespace(is_confidential=True))},
    ],
)
def test_whatever_leads_to_a_confidential_run_makes_the_message_neutral(speaks_of, story):
    context = {"course_title": "Czas dla siebie", "address": "https://krok.example/", **speaks_of}

    message = outbox.write("certificate_issued", to=PersonFactory(language="en"), key="k", context=context)

    assert message.subject == "Appointment"
    assert "Czas" not in message.text + message.html


def visible_words(html):
    """The texts a reader of the HTML sees."""
    body = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    return {words.strip() for words in re.sub(r"<[^>]+>", "\n", body).splitlines() if words.strip()}


def open_words(message):
    """The label of the only button."""
    return set(re.findall(r'class="button"[^>]*>([^<]+)<', message.html))


def test_the_templates_bring_no_pictures_and_load_nothing_from_elsewhere():
    for kind in (*KINDS, "neutral"):
        source = Path(get_template(f"messaging/{kind}/body.html").origin.name).read_text()
        assert not re.search(r"<img|<script|<link|url\(|@import", source)
