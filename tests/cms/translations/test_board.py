"""Ewa sees what is missing, stale, or published in one language only, how long, and who took it on."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.models import InformationPage, Office, Picture
from cms.translations import board
from cms.translations.entries import State
from cms.translations.records import write_texts
from courses.models import Course
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RoomFactory, RunFactory


def waiting(title):
    """State by language of what bears this title."""
    return {entry.language: entry.state for entry in board.entries() if entry.title == title}


def translated(page, *, into, publish=True):
    """Every string of the page said in the other language, as translators do."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    locale = Locale.objects.get(language_code=into)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={"data": f"{into}: {segment.string.data}", "translation_type": "manual"},
        )
    source.create_or_update_translation(locale, publish=False)
    if publish:
        page.get_translation(locale).get_latest_revision().publish()
    return translation


@pytest.fixture
def page(site):
    (polish,) = site.add_information(title="Poczta", slug="poczta", languages=("pl",))
    polish.save_revision().publish()
    return InformationPage.objects.get(pk=polish.pk)


def test_a_page_in_one_language_is_missing_in_the_others(page):
    assert waiting("Poczta") == {"uk": State.MISSING, "en": State.MISSING}
    assert all(entry.is_only_in_one for entry in board.entries() if entry.title == "Poczta")


def test_its_age_is_counted_from_the_day_it_was_published(page):
    with time_machine.travel(timezone.now() + timedelta(days=12, hours=1)):
        (entry,) = [one for one in board.entries() if one.title == "Poczta" and one.language == "uk"]

        assert entry.days == 12


def test_a_translated_page_waits_for_nothing_until_its_original_changes(page):
    translated(page, into="uk")
    assert "uk" not in waiting("Poczta")

    page.lead = "Inaczej niż wczoraj."
    page.save_revision().publish()

    assert waiting("Poczta")["uk"] is State.STALE


def test_publishing_the_same_words_again_makes_nothing_stale(page):
    translated(page, into="uk")

    page.save_revision().publish()

    assert "uk" not in waiting("Poczta")


def test_new_sentences_given_to_the_translator_and_not_said_yet_are_stale(page):
    translated(page, into="uk")
    page.lead = "Całkiem nowe zdanie."
    page.save_revision().publish()
    TranslationSource.update_or_create_from_instance(page)

    (entry,) = [one for one in board.entries() if one.title == "Poczta" and one.language == "uk"]

    assert entry.state is State.STALE
    assert (entry.total - entry.done) == 1


def test_a_draft_is_begun_and_not_published(page):
    translated(page, into="en", publish=False)

    assert waiting("Poczta")["en"] is State.UNFINISHED


def test_what_no_reader_sees_nobody_misses(page):
    page.unpublish()

    assert waiting("Poczta") == {}


def test_a_record_is_missing_until_it_is_written_and_stale_when_its_original_changes(db):
    course = CourseFactory(code="OPIEK", title_pl="Opiekun", title_uk="", title_en="", summary_pl="")
    title = str(course)
    assert waiting(title) == {"uk": State.MISSING, "en": State.MISSING}

    write_texts(course, language="uk", texts={"title": "Опікун"})
    assert waiting(title) == {"en": State.MISSING}

    course = Course.objects.get(pk=course.pk)
    course.title_pl = "Opiekun tymczasowy"
    course.save()
    assert waiting(str(course)) == {"uk": State.STALE, "en": State.MISSING}

    write_texts(course, language="uk", texts={"title": "Опікун"})
    assert waiting(str(course)) == {"en": State.MISSING}


def test_the_age_of_a_stale_text_is_not_reset_by_other_changes(db):
    course = CourseFactory(code="OPIEK", title_pl="Opiekun", title_uk="Опікун", title_en="Guardian")
    course.title_pl = "Opiekun tymczasowy"
    course.save()

    with time_machine.travel(timezone.now() + timedelta(days=5, hours=1)):
        course.theory_hours = 7
        course.save()
        ages = [entry.days for entry in board.entries() if entry.title == str(course)]

    assert ages == [5, 5]


def test_changing_both_languages_at_once_leaves_nothing_stale(db):
    office = Office.objects.create(
        code="g", name_pl="Główna", name_uk="Головна", name_en="Main", street="A 1"
    )

    office.name_pl, office.name_uk, office.name_en = "Nowa", "Нова", "New"
    office.save()

    assert waiting("Nowa") == {}


def test_rooms_of_confidential_runs_are_on_no_board(db):
    RunFactory(confidential=True, room=RoomFactory(name_pl="Cicha", name_uk="", name_en=""))
    RunFactory(room=RoomFactory(name_pl="Jawna", name_uk="", name_en=""))

    assert waiting("Cicha") == {}
    assert waiting("Jawna") == {"uk": State.MISSING, "en": State.MISSING}


def test_whoever_takes_it_on_is_named_until_they_hand_it_back(page, ewa, anna):
    board.take_on(str(page.translation_key), language="uk", by=ewa.user)
    assert owners("Poczta") == {"uk": str(ewa.user), "en": ""}

    board.hand_back(str(page.translation_key), language="uk", by=anna.user)
    assert owners("Poczta")["uk"] == str(ewa.user)

    board.hand_back(str(page.translation_key), language="uk", by=ewa.user)
    assert owners("Poczta")["uk"] == ""


def owners(title):
    return {entry.language: entry.owner for entry in board.entries() if entry.title == title}


def test_the_board_costs_the_same_for_many_pages(site, django_assert_max_num_queries):
    for number in range(3):
        site.add_information(title=f"S{number}", slug=f"s{number}", languages=("pl",))
        CourseFactory(title_uk="")

    with django_assert_max_num_queries(34):
        board.entries()

    for number in range(3, 9):
        site.add_information(title=f"S{number}", slug=f"s{number}", languages=("pl",))
        CourseFactory(title_uk="")
    with django_assert_max_num_queries(34):
        board.entries()


def test_what_a_picture_shows_is_waited_for_in_every_language(db):
    Picture.objects.create(
        title="most.png", file=get_test_image_file(), description_pl="Most", description_uk="Міст"
    )

    assert waiting("most.png") == {"en": State.MISSING}
