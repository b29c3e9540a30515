"""One question of every kind, as rich as the kinds allow, and as plain as a file of words allows."""

from __future__ import annotations

from decimal import Decimal

from courses.bank.formats.shape import Answer, Choice, Gap, Pair, ReadQuestion
from tests.courses.bank.pictures import PNG

HALF, THIRD = Decimal("0.5"), Decimal("0.33333")
TOPIC = "Prawa/obowiązki opiekuna"


def single(**more):
    choices = [
        Choice("sąd rodzinny", Decimal(1), "Tak, <strong>sąd</strong>."),
        Choice("gmina ~ miasto = 100% {x}", HALF, "Po części: to #2."),
        Choice("szkoła"),
    ]
    return ReadQuestion("single", "<p>Kto ustanawia opiekuna?</p>", choices=choices, **more)


def multiple(**more):
    choices = [
        Choice("PESEL UKR", HALF),
        Choice("ubezpieczenie", HALF, "Od razu."),
        Choice("paszport \\ dowód", Decimal(-1)),
    ]
    return ReadQuestion("multiple", "Co się należy? 2 &lt; 3 &amp; 4", choices=choices, **more)


def true_false(**more):
    return ReadQuestion("true_false", "Opiekun podpisuje zgodę na leczenie.", is_true=True, **more)


def matching(**more):
    pairs = [Pair("<em>MOPS</em>", "pomoc społeczna"), Pair("NFZ", "leczenie"), Pair("ZUS", "świadczenia")]
    return ReadQuestion("matching", "Kto się czym zajmuje?", pairs=pairs, lures=["podatki"], **more)


def ordering(**more):
    choices = [Choice("wniosek"), Choice("rozprawa"), Choice("<em>postanowienie</em>")]
    return ReadQuestion("ordering", "Ułóż po kolei.", choices=choices, **more)


def number(**more):
    answers = [Answer("18"), Answer("17.5", HALF, "Prawie.", Decimal("0.5"))]
    return ReadQuestion("number", "Ile lat ma dorosły?", answers=answers, **more)


def short_text(**more):
    answers = [Answer("Wrocław"), Answer("Breslau", HALF, "Dawniej tak."), Answer("Вроцлав")]
    return ReadQuestion("short_text", "Jakie to miasto?", answers=answers, **more)


def gap(**more):
    gaps = [Gap([Answer("Odrą"), Answer("Odra", HALF)])]
    return ReadQuestion("gap", "<p>Wrocław leży nad [[1]] od wieków.</p>", gaps=gaps, **more)


def gaps(**more):
    found = [
        Gap([Answer("Odrą"), Answer("Odra", HALF)], worth=Decimal(2)),
        Gap([Answer("DS")], is_case_sensitive=True),
        Gap([Answer("wojewoda")], ["król", "szeryf"], kind="choice"),
        Gap([Answer("1945", tolerance=Decimal(1))], kind="number"),
    ]
    stem = "<p>Leży nad [[1]], znak [[2]], rządzi [[3]].</p><p>Od [[4]].</p>"
    return ReadQuestion("gap", stem, gaps=found, **more)


def with_picture():
    question = single()
    question.stem = '<p>Co to? <img src="picture:mapa%20miasta.png" alt="mapa &amp; plan"></p>'
    question.choices[2].html = '<img src="picture:odra.png" alt="rzeka">'
    question.pictures = {"mapa%20miasta.png": PNG, "odra.png": PNG}
    return question


EVERY = (single, multiple, true_false, matching, ordering, number, short_text, gap)
