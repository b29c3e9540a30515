"""What the stories of learning at home find in the house: a course to begin at once, in three languages."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from cms.addresses import address_of
from courses.models import Course, CourseIndexPage, CoursePage, Enrolment, LessonPage, LessonProgress
from lms.demo.planting import plant
from lms.people.models import Organisation

Told = dict[str, str]

TITLE: Told = {"pl": "Kiedy dziecko się boi", "uk": "Коли дитина боїться", "en": "When a child is afraid"}
LEAD: Told = {
    "pl": "Trzy krótkie lekcje, które można przeczytać w domu.",
    "uk": "Три короткі уроки, які можна прочитати вдома.",
    "en": "Three short lessons to read at home.",
}
LESSONS: tuple[Told, ...] = (
    {"pl": "Co widać", "uk": "Що видно", "en": "What you can see"},
    {"pl": "Co pomaga", "uk": "Що допомагає", "en": "What helps"},
    {"pl": "Kogo zapytać", "uk": "Кого запитати", "en": "Whom to ask"},
)
HEADINGS: tuple[Told, ...] = (
    {"pl": "Ciało mówi pierwsze", "uk": "Тіло говорить перше", "en": "The body speaks first"},
    {"pl": "Sen i jedzenie", "uk": "Сон і їжа", "en": "Sleep and food"},
    {"pl": "Kiedy zadzwonić", "uk": "Коли телефонувати", "en": "When to call"},
)
WORDS: Told = {
    "pl": "Dziecko, które się boi, często nie umie tego powiedzieć. Zaciska dłonie, chowa się albo złości. "
    "Nie trzeba od razu pytać, co się stało. Wystarczy być blisko i mówić spokojnie. ",
    "uk": "Дитина, яка боїться, часто не вміє цього сказати. Вона стискає руки, ховається або сердиться. "
    "Не треба одразу питати, що сталося. Досить бути поруч і говорити спокійно. ",
    "en": "A child who is afraid often cannot say so. It clenches its hands, hides or gets angry. "
    "You need not ask at once what has happened. It is enough to be near and to speak calmly. ",
}
QUESTION: Told = {
    "pl": "Chłopiec chowa się pod stołem. Co robisz najpierw?",
    "uk": "Хлопчик ховається під столом. Що ви зробите спершу?",
    "en": "A boy hides under the table. What do you do first?",
}
ANSWERS: tuple[tuple[Told, bool, Told], ...] = (
    (
        {"pl": "Siadam obok i czekam", "uk": "Сідаю поруч і чекаю", "en": "I sit down beside him and wait"},
        True,
        {
            "pl": "Tak. Bliskość już pomaga.",
            "uk": "Так. Близькість уже допомагає.",
            "en": "Yes. Being near is already help.",
        },
    ),
    (
        {"pl": "Pytam, co widział", "uk": "Питаю, що він бачив", "en": "I ask what he has seen"},
        False,
        {
            "pl": "Poczekaj, aż powie sam.",
            "uk": "Зачекайте, поки скаже сам.",
            "en": "Wait until he tells it himself.",
        },
    ),
)


def open_home_course(*, minutes_each: int = 6) -> dict[str, Any]:
    """A course on one's own, with three lessons. Where it is, by language."""
    code = f"DOM-{uuid4().hex[:5]}".upper()
    course = Course.objects.create(
        code=code,
        form=Course.Form.SELF_PACED,
        organiser=Organisation.objects.filter(is_organiser=True).first(),
        gives_certificate=False,
        **{f"title_{language}": title for language, title in TITLE.items()},
        **{f"summary_{language}": lead for language, lead in LEAD.items()},
    )
    catalogue = CourseIndexPage.objects.get(locale__language_code="pl")

    def about(language: str) -> dict[str, Any]:
        told = {"title": TITLE[language], "lead": LEAD[language], "slug": code.lower(), "body": []}
        return told | {"course": course, "search_description": LEAD[language]}

    page = plant(CoursePage, parent=catalogue, key=code, fields=about)
    for number in range(len(LESSONS)):
        plant(LessonPage, parent=page, key=f"{code}/{number}", fields=_lesson(code, number))
    course.lessons.update(minutes=minutes_each)
    return {
        "code": code,
        "title": TITLE,
        "addresses": {one.locale.language_code: address_of(one) for one in _all(page)},
        "lessons": [
            {one.locale.language_code: address_of(one) for one in _all(first)}
            for first in LessonPage.objects.child_of(page).order_by("lesson__position")
        ],
        "titles": LESSONS,
        "headings": HEADINGS,
        "answers": [words for words, _is_right, _said in ANSWERS],
    }


def _all(page: CoursePage | LessonPage) -> Any:
    return page.get_translations(inclusive=True).select_related("locale")


def _lesson(code: str, number: int) -> Any:
    def fields(language: str) -> dict[str, Any]:
        return {
            "title": LESSONS[number][language],
            "slug": f"lesson-{number + 1}",
            "lead": LEAD[language],
            "body": _body(code, number, language),
        }

    return fields


def _body(code: str, number: int, language: str) -> list[dict[str, Any]]:
    """Three sections, and a question after the first. Each is known by the same id in every language."""

    def known(what: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{code}/{number}/{what}"))

    text = "".join(f"<p>{WORDS[language] * 3}</p>" for _paragraph in range(2))
    sections = [
        {
            "type": "section",
            "id": known(f"section {order}"),
            "value": {"heading": heading[language], "text": text},
        }
        for order, heading in enumerate(HEADINGS)
    ]
    choices = [
        {
            "type": "item",
            "id": known(f"choice {order}"),
            "value": {"text": words[language], "is_right": is_right, "feedback": said[language]},
        }
        for order, (words, is_right, said) in enumerate(ANSWERS)
    ]
    value = {"question": QUESTION[language], "choices": choices, "explanation": ""}
    check = {"type": "check", "id": known("check"), "value": value}
    return [sections[0], check, *sections[1:]]


def progress_of(email: str, course: str) -> list[dict[str, Any]]:
    """What the house knows of somebody's lessons, in their order."""
    own = Q(enrolment__person__email=email) | Q(enrolment__person__user__email=email)
    read = LessonProgress.objects.filter(own, lesson__course__code=course).order_by("lesson__position")
    return [
        {
            "position": progress.lesson.position,
            "read_to": progress.read_to,
            "is_finished": progress.is_finished,
        }
        for progress in read.select_related("lesson")
    ]


def enrolment_address(email: str, course: str, language: str) -> str:
    own = Q(person__email=email) | Q(person__user__email=email)
    with override(language):
        return reverse("learn:course", args=[Enrolment.objects.get(own, course__code=course).uuid])
