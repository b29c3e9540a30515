"""A name written in two alphabets, by four hands, belongs to one person, who is found by any of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.models import Person
from lms.people.names import polish_spelling, romanise, search_keys, sounds
from tests.factories.people import PersonFactory

# Cyrillic, the passport (decision no. 55), Polish spelling, and as people also write it.
NAMES = [
    ("Шевченко", "Shevchenko", "Szewczenko", "Ševčenko Szevczenko"),
    ("Щербак", "Shcherbak", "Szczerbak", "Sczerbak"),
    ("Згурський", "Zghurskyi", "Zhurski", "Zgurski Zgursky"),
    ("Розгон", "Rozghon", "Rozhon", "Rozgon"),
    ("Зеленський", "Zelenskyi", "Zełenski", "Zelensky Zelenskiy Zelenskyy"),
    ("Хмельницький", "Khmelnytskyi", "Chmelnycki", "Chmielnicki Chmelnyckyj"),
    ("Жук", "Zhuk", "Żuk", "Zuk"),
    ("Журавель", "Zhuravel", "Żurawel", "Zurawel"),
    ("Черненко", "Chernenko", "Czernenko", "Cernenko"),
    ("Захарченко", "Zakharchenko", "Zacharczenko", "Zaharcenko"),
    ("Матвієнко", "Matviienko", "Matwijenko", "Matvienko Matviyenko"),
    ("Семенюк", "Semeniuk", "Semeniuk", "Semenyuk"),
    ("Цимбалюк", "Tsymbaliuk", "Cymbaluk", "Cymbaliuk Tsimbalyuk"),
    ("Григор'єв", "Hryhoriev", "Hryhorjew", "Grigoryev Hryhoryev"),
    ("Соловйов", "Soloviov", "Sołowjow", "Solovyov"),
    ("Ковальчук", "Kovalchuk", "Kowalczuk", "Kovalčuk"),
    ("Їжакевич", "Yizhakevych", "Jiżakewycz", "Izhakevych"),
    ("Гнатюк", "Hnatiuk", "Hnatiuk", "Gnatyuk"),
    ("Євген", "Yevhen", "Jewhen", "Ievgen Evhen"),
    ("Юлія", "Yuliia", "Julija", "Julia Iuliia Yulia"),
    ("Людмила", "Liudmyla", "Ludmyła", "Lyudmila Ludmila"),
    ("Наталія", "Nataliia", "Natalija", "Natalia Nataliya Natalya"),
    ("Андрій", "Andrii", "Andrij", "Andriy Andry"),
    ("Михайло", "Mykhailo", "Mychajło", "Mykhaylo Michajlo"),
    ("В'ячеслав", "Viacheslav", "Wjaczesław", "Vyacheslav Wiaczesław"),
    ("Ольга", "Olha", "Olha", "Olga"),
    ("Ілля", "Illia", "Illa", "Ilya Illya"),
    ("Мар'яна", "Mariana", "Marjana", "Maryana"),
    ("Олександр", "Oleksandr", "Ołeksandr", "Olexandr"),
    ("Ґалаґан", "Galagan", "Gałagan", "Halahan"),
    ("Йосип", "Yosyp", "Josyp", "Iosyp"),
    ("Зінаїда", "Zinaida", "Zinajida", "Zinayida"),
]


@pytest.mark.parametrize(("cyrillic", "passport", "polish", "others"), NAMES)
def test_each_table_spells_as_its_authors_do(cyrillic, passport, polish, others):
    assert romanise(cyrillic) == passport
    assert polish_spelling(cyrillic) == polish


@pytest.mark.parametrize(("cyrillic", "passport", "polish", "others"), NAMES)
def test_whichever_spelling_was_recorded_any_spelling_finds_it(db, cyrillic, passport, polish, others):
    spellings = [cyrillic, passport, polish, *others.split()]
    for recorded in spellings:
        PersonFactory(given_name="Anna", family_name=recorded)

    for typed in spellings:
        found = Person.objects.named(typed)

        assert {person.family_name for person in found} == set(spellings), typed


def test_a_name_finds_only_its_bearer(db):
    for cyrillic, passport, *_others in NAMES:
        PersonFactory(given_name="X", family_name=passport, family_name_cyrillic=cyrillic)

    for cyrillic, passport, polish, _others in NAMES:
        for typed in (cyrillic, passport, polish):
            found = Person.objects.named(typed)

            assert [person.family_name for person in found] == [passport], typed


@pytest.mark.parametrize(
    ("recorded", "typed"),
    [
        ("Wójcik", "wojcik"),
        ("Żółkiewska-Łoś", "zolkiewska"),
        ("Żółkiewska-Łoś", "los"),
        ("Łukasiewicz", "LUKASIEWICZ"),
        ("Nguyễn", "nguyen"),
        ("O’Neill", "oneill"),
        ("O’Neill", "o'neill"),
        ("Grzegorzewska", "Gżegożewska"),
    ],
)
def test_polish_and_other_names_are_found_without_their_marks(db, recorded, typed):
    person = PersonFactory(family_name=recorded)

    assert list(Person.objects.named(typed)) == [person]


@pytest.mark.parametrize("typed", ["Shev", "Szew", "Шев", "оксана шев", "Szewczenko Ok", "Natali", "Матві"])
def test_the_beginning_of_a_name_is_enough(oksana, typed):
    PersonFactory(given_name="Natalia", family_name="Matviienko")

    assert Person.objects.named(typed).count() == 1


def test_every_word_typed_must_be_found(oksana):
    PersonFactory(given_name="Oksana", family_name="Koval")

    assert list(Person.objects.named("oksana szewczenko")) == [oksana]


def test_the_inside_of_a_name_is_not_its_beginning(oksana):
    assert not Person.objects.named("chenko").exists()


@pytest.mark.parametrize("typed", ["", "  ", "'", "-"])
def test_nothing_typed_finds_everybody(oksana, typed):
    assert list(Person.objects.named(typed)) == [oksana]


def test_a_changed_name_is_found_by_the_new_one(oksana):
    oksana.family_name = "Kowalczuk"
    oksana.family_name_cyrillic = ""
    oksana.save(update_fields=["family_name", "family_name_cyrillic"])

    assert Person.objects.named("Ковальчук").exists()
    assert not Person.objects.named("Szewczenko").exists()


def test_capitals_hyphens_and_apostrophes_are_kept_as_they_were():
    assert romanise("ЮРІЙ Нечуй-Левицький") == "YURII Nechui-Levytskyi"
    assert romanise("Знам’янка, Anna") == "Znamianka, Anna"
    assert polish_spelling("Леся Льольо Синьов") == "Łesia Lolo Syniow"


def test_an_unknown_alphabet_is_looked_up_as_it_is():
    assert search_keys("გიორგი") == " გიორგი"


syllable = st.tuples(st.sampled_from("бвгґджзйклмнпрстфхцчшщ"), st.sampled_from("аеєиіїоуюя")).map("".join)


@given(st.lists(syllable, min_size=1, max_size=5).map("".join))
def test_passport_and_polish_spelling_of_any_syllables_sound_alike(word):
    assert sounds(romanise(word)) & sounds(polish_spelling(word))
    assert sounds(word) <= sounds(romanise(word)) & sounds(polish_spelling(word))


@given(st.text(max_size=20))
def test_whatever_is_typed_is_answered(typed):
    for word in typed.split():
        assert all(isinstance(fold, str) for fold in sounds(word))
    search_keys(typed)
