"""How hard a text is, counted as Polish, Ukrainian and English are read."""

import pytest

from cms.editing.readability import Verdict, measure, sentences_of, syllables

EASY = {
    "pl": "Przyjdź do nas. Mamy czas dla Ciebie. Napijemy się herbaty i porozmawiamy. Twoje dziecko pobawi "
    "się obok. Nie musisz nic przynosić. Nie pytamy o papiery. Pierwsze spotkanie trwa godzinę. "
    "Potem razem ustalimy, co dalej. Możesz wziąć ze sobą kogoś bliskiego.",
    "uk": "Приходьте до нас. Ми маємо час для вас. Вип’ємо чаю й поговоримо. Ваша дитина пограється поруч. "
    "Не треба нічого приносити. Ми не питаємо про папери. Перша зустріч триває годину. Потім разом "
    "вирішимо, що далі. Можете взяти з собою когось близького.",
    "en": "Come and see us. We have time for you. We will have tea and talk. Your child can play next "
    "door. You need not bring a thing. We do not ask for papers. The first talk takes an hour. Then "
    "we plan what comes next.",
}
HARD = {
    "pl": "Świadczenie przyznawane jest na podstawie rozporządzenia po przeprowadzeniu rodzinnego wywiadu "
    "środowiskowego oraz zweryfikowaniu dokumentacji potwierdzającej okoliczności uzasadniające "
    "ubieganie się o przedmiotową pomoc. Wnioskodawca zobowiązany jest do niezwłocznego "
    "poinformowania organu o wszelkich zmianach mających wpływ na uprawnienia. Niepoinformowanie "
    "skutkuje wstrzymaniem wypłacania świadczenia oraz postępowaniem wyjaśniającym.",
    "uk": "Надання матеріальної допомоги здійснюється відповідно до затвердженого розпорядження після "
    "проведення обстеження житлово-побутових умов та підтвердження документально обґрунтованих "
    "обставин звернення заявника. Заявник зобов’язується невідкладно повідомляти уповноважений "
    "підрозділ про зміни, що впливають на призначення. Неповідомлення спричиняє призупинення "
    "виплачування допомоги та проведення додаткового розслідування.",
    "en": "Eligibility for discretionary assistance is determined following a comprehensive environmental "
    "interview and verification of documentation substantiating the circumstances that necessitate "
    "the application for assistance. Applicants are obligated to immediately communicate "
    "modifications affecting their entitlement to the authority. Insufficient communication "
    "necessitates suspension of payments and initiation of explanatory proceedings.",
}


@pytest.mark.parametrize(
    ("word", "language", "number"),
    [
        ("miasto", "pl", 2),
        ("Europa", "pl", 3),
        ("opiekunka", "pl", 4),
        ("nauka", "pl", 2),
        ("rozporządzenie", "pl", 5),
        ("w", "pl", 1),
        ("допомога", "uk", 4),
        ("Україна", "uk", 4),
        ("обов’язковий", "uk", 5),
        ("made", "en", 1),
        ("table", "en", 2),
        ("needed", "en", 2),
        ("families", "en", 3),
    ],
)
def test_syllables_are_counted_as_the_language_is_spoken(word, language, number):
    assert syllables(word, language=language) == number


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("Jesteśmy przy ul. Strzegomskiej 6. Zapraszamy!", "pl", 2),
        ("Zadzwoń: tel. 71 784 96 06. Odbierze p. Anna.", "pl", 2),
        ("„Czy to boli?” Nie. „To nic”. Naprawdę…", "pl", 4),
        ("Приходьте на вул. Зелену, 5. Це безкоштовно.", "uk", 2),
        ("Call Dr. Smith at 10. He is kind.", "en", 2),
        ("71 784 96 06", "en", 0),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_a_reader_takes_breath(text, language, sentences):
    assert len(sentences_of(text, language=language)) == sentences


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_a_kind_text_is_easy_and_officialese_is_hard_in_every_language(language):
    easy = measure([EASY[language]], language=language)
    hard = measure([HARD[language]], language=language)

    assert easy.verdict is Verdict.EASY
    assert hard.verdict is Verdict.HARD


def test_the_same_text_takes_about_as_long_at_school_in_every_language():
    years = [measure([EASY[code]], language=code).years for code in ("pl", "uk", "en")]

    assert max(years) - min(years) <= 3


def test_the_three_hardest_sentences_are_shown_the_worst_first():
    worst = "Rozporządzenie unieważniające postanowienie uzupełniające opublikowano."

    reading = measure([EASY["pl"], worst], language="pl")

    assert reading.hardest[0].text == worst
    assert len(reading.hardest) == 3


def test_a_few_words_are_not_judged():
    assert measure([HARD["pl"].split(".")[0]], language="pl") is None
    assert measure(["Tak. Nie. Może."], language="pl") is None
