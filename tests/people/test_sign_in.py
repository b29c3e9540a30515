"""Everyone enters by a code, staff may enter by a password and a second factor, and nobody by less."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lms.messaging.models import Message
from lms.people.models import Person, User
from lms.people.sign_up import person_for_email, purge_unconfirmed, sign_in_for
from tests.factories.people import PersonFactory, UserFactory
from tests.factories.sessions import PlaceFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def last_code():
    return re.search(r"\b\d{6}\b", Message.objects.filter(kind="sign_in_code").latest("pk").text)[0]


def ask_for_code(client, email, **query):
    address = reverse("account_login", query=query or None)
    return client.post(address, {"email": email, **query})


def with_password(person, password="korale sowa most"):  # noqa: S107
    person.user.set_password(password)
    person.user.save()
    return {"login": person.user.email, "password": password}


def with_app(person):
    TOTP.activate(person.user, SECRET)


def code_of_app():
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


# --- a code by e-mail --------------------------------------------------------------------------


def test_a_participant_enters_by_a_code_in_her_language(client, oksana):
    asked = ask_for_code(client, "Oksana@Example.org")
    message = Message.objects.get(kind="sign_in_code")

    entered = client.post(asked.url, {"code": last_code()})

    assert message.language == "uk"
    assert message.address == oksana.email
    assert entered.url == reverse("my:home")
    assert client.session["_auth_user_id"] == str(oksana.user.pk)


def test_the_code_leads_back_to_where_one_was_going(client, oksana):
    asked = ask_for_code(client, oksana.email, next="/en/my/details/")

    assert client.post(asked.url, {"code": last_code()}).url == "/en/my/details/"


def test_an_address_nobody_knows_gets_the_same_answer_and_no_message(client, oksana):
    known = client.get(ask_for_code(client, oksana.email).url)
    unknown = client.get(ask_for_code(client, "nobody@example.org").url)

    assert text_of(known).replace(oksana.email, "") == text_of(unknown).replace("nobody@example.org", "")
    assert Message.objects.count() == 1


def test_somebody_written_down_at_the_counter_gets_her_sign_in_with_the_first_code(client):
    person = PersonFactory(email="halyna@example.org")

    asked = ask_for_code(client, "halyna@example.org")
    client.post(asked.url, {"code": last_code()})

    person.refresh_from_db()
    assert client.session["_auth_user_id"] == str(person.user.pk)


def test_an_address_that_two_people_share_opens_neither():
    PersonFactory.create_batch(2, email="family@example.org")

    assert sign_in_for("family@example.org") is None


def test_a_wrong_code_says_what_to_do(client, oksana):
    asked = ask_for_code(client, oksana.email)

    response = client.post(asked.url, {"code": "000000"})

    assert "This code is not right. Look for the newest message from us" in text_of(response)


def test_spaces_in_a_code_do_no_harm(client, oksana):
    asked = ask_for_code(client, oksana.email)
    code = last_code()

    assert client.post(asked.url, {"code": f" {code[:3]} {code[3:]} "}).url == reverse("my:home")


def test_a_code_dies_after_five_wrong_attempts(client, oksana):
    asked = ask_for_code(client, oksana.email)
    for _attempt in range(5):
        response = client.post(asked.url, {"code": "000000"})

    assert response.url == reverse("account_login")
    assert "You have tried too many times" in text_of(client.get(response.url))
    assert client.post(asked.url, {"code": last_code()}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_stale_code_is_said_to_be_too_old(client, oksana, time_machine):
    asked = ask_for_code(client, oksana.email)
    code = last_code()
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    response = client.post(asked.url, {"code": code})

    assert "a code lasts 15 minutes" in text_of(client.get(response.url))
    assert "_auth_user_id" not in client.session


def test_a_code_sent_again_has_its_own_fifteen_minutes(client, oksana, time_machine):
    asked = ask_for_code(client, oksana.email)
    start = timezone.now()
    time_machine.move_to(start + timedelta(minutes=14))
    client.post(asked.url, {"action": "resend"})
    time_machine.move_to(start + timedelta(minutes=28))

    assert client.post(asked.url, {"code": last_code()}).url == reverse("my:home")


def test_a_code_works_only_in_the_browser_that_asked_for_it(client, oksana):
    asked = ask_for_code(client, oksana.email)
    stranger = type(client)()

    response = stranger.post(asked.url, {"code": last_code()})

    assert response.url == reverse("account_login")
    assert "_auth_user_id" not in stranger.session


def test_whoever_mistyped_the_address_can_begin_again(client, oksana, marta):
    ask_for_code(client, marta.email)

    assert client.get(reverse("account_login")).status_code == 200


def test_codes_for_one_address_are_slowed_down(client, oksana):
    for _time in range(3):
        ask_for_code(client, oksana.email)

    response = ask_for_code(client, oksana.email)

    assert "You have tried too many times" in text_of(response)
    assert Message.objects.count() == 3


def test_a_sign_in_that_was_closed_says_so(client, oksana):
    asked = ask_for_code(client, oksana.email)
    User.objects.filter(pk=oksana.user.pk).update(is_active=False)

    response = client.post(asked.url, {"code": last_code()})

    assert "This sign-in is closed" in text_of(client.get(response.url))


def test_nobody_signs_up_with_a_password(client):
    for name in ("account_signup", "account_reset_password", "account_email", "socialaccount_connections"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


# --- staff -------------------------------------------------------------------------------------


def test_the_way_for_staff_is_a_quiet_link(client):
    page = client.get(reverse("account_login")).content.decode()

    assert reverse("account_staff_login") in page


def test_a_password_alone_opens_no_back_office(client, pan_adam, settings):
    settings.DEMO = False
    client.post(reverse("account_staff_login"), with_password(pan_adam))

    response = client.get(reverse("wagtailadmin_home"))

    assert response.url == reverse("mfa_index")
    assert "The back office asks for a second step" in text_of(client.get(response.url))


def test_a_password_and_a_second_factor_open_it(client, pan_adam, settings):
    settings.DEMO = False
    with_app(pan_adam)

    asked = client.post(reverse("account_staff_login"), with_password(pan_adam))
    entered = client.post(asked.url, {"code": code_of_app()})

    assert asked.url == reverse("mfa_authenticate")
    assert entered.url == reverse("wagtailadmin_home")
    assert client.get(entered.url).status_code == 200


def test_a_code_by_mail_does_not_replace_the_second_factor(client, pan_adam):
    with_app(pan_adam)
    asked = ask_for_code(client, pan_adam.email)

    response = client.post(asked.url, {"code": last_code()})

    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_a_wrong_second_factor_says_what_to_do(client, pan_adam):
    with_app(pan_adam)
    asked = client.post(reverse("account_staff_login"), with_password(pan_adam))

    assert "type the code it shows now" in text_of(client.post(asked.url, {"code": "000000"}))


def test_demonstrations_do_without_a_second_factor(client, pan_adam):
    client.force_login(pan_adam.user)

    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_wagtails_own_door_leads_to_ours(client):
    response = client.get("/admin/login/?next=/admin/pages/")

    assert response.url.startswith(reverse("account_staff_login"))
    assert "next=%2Fadmin%2Fpages%2F" in response.url


def test_a_trainer_lands_at_the_desk_and_a_coordinator_in_the_back_office(client, irena, pan_adam):
    desk = client.post(reverse("account_staff_login"), with_password(irena)).url
    client.logout()
    office = client.post(reverse("account_staff_login"), with_password(pan_adam)).url

    assert (desk, office) == (reverse("desk:today"), reverse("wagtailadmin_home"))


def test_the_second_factor_is_set_up_in_our_look_and_kept_encrypted(
    client, pan_adam, django_capture_on_commit_callbacks
):
    client.force_login(pan_adam.user)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("mfa_activate_totp"), {"code": code})
    done.wsgi_request.session.save()  # the commit of a test comes after its answer

    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert "<svg" in page.content.decode()
    assert done.url == reverse("mfa_view_recovery_codes")
    assert secret not in kept
    assert get_adapter().decrypt(kept) == secret
    assert client.get(done.url).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_generate_recovery_codes",
        "account_set_password",
        "account_logout",
        "account_inactive",
    ],
)
def test_every_page_of_signing_in_stands_in_our_frame(client, pan_adam, name):
    client.force_login(pan_adam.user)
    with_app(pan_adam) if name == "mfa_generate_recovery_codes" else None

    response = client.get(reverse(name), follow=True)

    assert response.status_code == 200
    assert "masthead" in response.content.decode()
    assert "style=" not in response.content.decode()


def test_participants_have_no_password_to_choose(client, oksana):
    client.force_login(oksana.user)

    assert client.get(reverse("account_set_password")).status_code == 403


def test_signing_out_is_asked_for_and_done(client, oksana):
    client.force_login(oksana.user)

    client.get(reverse("account_logout"))
    still_in = "_auth_user_id" in client.session
    client.post(reverse("account_logout"))

    assert still_in
    assert "_auth_user_id" not in client.session


# --- becoming known ----------------------------------------------------------------------------


def test_an_address_that_signs_in_already_keeps_its_person(oksana):
    found = person_for_email(oksana.email, given_name="Somebody", family_name="Else", language="en")

    assert found == oksana
    assert found.given_name == "Oksana"


def test_whoever_never_confirmed_goes_by_the_name_typed_last():
    first = person_for_email("new@example.org", given_name="Irnya", family_name="B", language="pl")
    second = person_for_email("new@example.org", given_name="Iryna", family_name="B", language="uk")

    assert first == second
    assert (second.given_name, second.language) == ("Iryna", "uk")


def test_somebody_written_down_by_the_office_keeps_their_record():
    known = PersonFactory(given_name="Halyna", family_name="Koval", email="halyna@example.org")

    found = person_for_email("halyna@example.org", given_name="halyna", family_name="KOVAL", language="uk")

    assert found == known
    assert found.user.email == "halyna@example.org"


def test_addresses_never_confirmed_are_removed_after_a_day(time_machine):
    person_for_email("typed@example.org", given_name="A", family_name="B", language="pl")

    at_once = purge_unconfirmed()
    time_machine.move_to(timezone.now() + timedelta(days=2))
    later = purge_unconfirmed()

    assert (at_once, later) == (0, 1)
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_nobody_known_is_ever_removed_with_them(oksana, pan_adam, time_machine):
    with_place = person_for_email("place@example.org", given_name="A", family_name="B", language="pl")
    PlaceFactory(person=with_place)
    confirmed = person_for_email("confirmed@example.org", given_name="C", family_name="D", language="pl")
    EmailAddress.objects.filter(user=confirmed.user).update(verified=True)
    UserFactory(email="made-by-administrator@example.org")
    time_machine.move_to(timezone.now() + timedelta(days=400))

    assert purge_unconfirmed() == 0


def test_a_child_written_down_with_the_address_of_a_carer_never_signs_in_with_it():
    child = PersonFactory(child=True, email="mama@example.org")

    known = person_for_email(
        "mama@example.org", given_name=child.given_name, family_name=child.family_name, language="uk"
    )

    child.refresh_from_db()
    assert known != child
    assert child.user is None
