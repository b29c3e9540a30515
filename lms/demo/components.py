"""A page with every component in every state, to look at while building and to test for accessibility."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from cms.duties.cookies import cookies
from cms.models import Paper, Video
from cms.offices.opening_hours import HoursNow
from cms.offices.plan import Plan, Span

WARSAW = ZoneInfo("Europe/Warsaw")


class Choice(str):
    """A label with a second, smaller line under it."""

    hint: str

    def __new__(cls, label: str, hint: str = "") -> "Choice":
        choice = super().__new__(cls, label)
        choice.hint = hint
        return choice


class EveryField(forms.Form):
    """Every kind of field that Krok's forms use."""

    for_whom = forms.ChoiceField(
        label="Dla kogo jest to miejsce?",
        widget=forms.RadioSelect,
        choices=[
            ("me", Choice("Dla mnie", "Oksana Szewczenko")),
            ("child", Choice("Dla dziecka pod moją opieką", "Данило, 8 років")),
            ("both", "Dla mnie i dla dziecka"),
        ],
    )
    needs = forms.MultipleChoiceField(
        label="Що вам допоможе?",
        help_text="Позначте все, що потрібно. Можна нічого не позначати.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[
            ("childcare", "Догляд за дитиною"),
            ("interpreter", "Перекладачка"),
            ("step", "Вхід без сходів"),
        ],
    )
    name = forms.CharField(label="Imię i nazwisko", help_text="Tak jak w dokumencie.")
    code = forms.CharField(label="Kod z wiadomości", help_text="Sześć cyfr.")
    district = forms.ChoiceField(
        label="Dzielnica", choices=[("", "Wybierz"), ("1", "Krzyki"), ("2", "Śródmieście")]
    )
    born = forms.DateField(label="Data urodzenia", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="Coś jeszcze?", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agree = forms.BooleanField(
        label="Znam zasady i zgadzam się na kontakt w sprawie zajęć.",
        help_text="Zgodę możesz cofnąć w każdej chwili.",
    )


class Filters(forms.Form):
    """What the catalogue offers to choose by."""

    audience = forms.ChoiceField(
        label="Dla kogo", required=False, choices=[("", "Wszyscy"), ("o", "Opiekunowie"), ("k", "Kandydaci")]
    )
    language = forms.ChoiceField(
        label="Język zajęć", required=False, choices=[("", "Każdy"), ("uk", "Українська"), ("pl", "Polski")]
    )
    free = forms.MultipleChoiceField(
        label="Pokaż tylko",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("free", "Wolne miejsca"), ("childcare", "Opieka nad dziećmi")],
    )


def drawn_code() -> SafeString:
    """A pattern that looks like a QR and opens nothing."""
    dots = [(x, y) for y in range(25) for x in range(25) if (x * x * 7 + y * 13 + x * y * 5) % 11 < 5]
    corners = [(0, 0), (18, 0), (0, 18)]
    free = [
        (x, y)
        for x, y in dots
        if not any(cx - 1 <= x < cx + 8 and cy - 1 <= y < cy + 8 for cx, cy in corners)
    ]
    path = "".join(f"M{x} {y}h1v1h-1z" for x, y in free) + "".join(
        f"M{x} {y}h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z" for x, y in corners
    )
    drawing = (
        f'<svg viewBox="0 0 25 25" role="img" aria-label="QR"><path fill-rule="evenodd" d="{path}"/></svg>'
    )
    return mark_safe(drawing)  # noqa: S308 - numbers only


def office_hours() -> list[HoursNow]:
    """A counter as it opens, works, closes soon, and on a holiday."""
    day, thursday, free = ((Span(time(8), time(15)),), (Span(time(8), time(16, 30)),), ())
    plan = Plan(week=(day, day, day, thursday, day, free, free), last_of_month=(Span(time(10), time(12)),))
    tuesday = datetime(2026, 11, 10, 7, 0, tzinfo=WARSAW)
    return [HoursNow(plan, tuesday + timedelta(hours=ahead)) for ahead in (0, 3, 7.75, 24)]


def components(request: HttpRequest) -> HttpResponse:
    start = datetime(2026, 11, 24, 17, 0, tzinfo=WARSAW)
    context = {
        "office_hours": office_hours(),
        "plain_form": EveryField(initial={"for_whom": "me"}),
        "wrong_form": EveryField(data={"district": ""}, prefix="wrong"),
        "filters": Filters(prefix="filters"),
        "start": start,
        "letter": "Добрий день, Оксано!\n\nЧекаємо на вас у вівторок о 17.00.",
        "qr": drawn_code(),
        "page": Paginator(range(120), 20).page(2),
        "crumbs": [
            {"label": "Krok", "url": "/"},
            {"label": "Kursy", "url": "/pl/"},
            {"label": "Dziecko po wojnie i stracie", "url": ""},
        ],
        "tabs": [
            {"label": "Dziś", "url": "#tabs", "current": True, "count": 3},
            {"label": "Ten tydzień", "url": "#tabs", "count": 12},
            {"label": "Минулі", "url": "#tabs"},
        ],
        "rows": [
            {"label": "Kurs", "value": "Dziecko po wojnie i stracie", "url": "#", "url_label": "Zmień"},
            {"label": "Kto", "value": "Oksana Szewczenko\nДанило", "url": "#", "url_label": "Zmień"},
            {"label": "Potrzeby", "value": "Opieka nad dzieckiem, tłumaczka"},
        ],
        "facts": [
            {"icon": "clock", "text": "12 godzin, cztery spotkania", "label": "Czas"},
            {"icon": "map-pin", "text": "ul. Strzegomska 6, Wrocław", "url": "#", "label": "Miejsce"},
            {"icon": "interpreter", "text": "po ukraińsku i po polsku", "label": "Język"},
        ],
        "questions": [
            {"summary": "Czy to kosztuje?", "text": "Nie. Zajęcia są bezpłatne.", "open": True},
            {"summary": "Чи можна прийти з дитиною?", "text": "Так. На цих заняттях є догляд за дітьми."},
        ],
        "needs": [{"icon": "childcare", "text": "1 dziecko"}, {"icon": "plate", "text": "bez mięsa"}],
        "columns": ["Osoba", "Spotkania", "Godziny", "Wynik"],
        "cells": [
            ["Oksana Szewczenko", "4 z 4", "12.00", "ukończone"],
            ["Марта Коваль", "3 з 4", "9.00", "триває"],
        ],
        "paper": Paper(title="Wniosek o świadczenie", file="documents/wniosek.pdf", file_size=240_000, pk=1),
        "video": Video(title="Pierwsza wizyta", file="media/wizyta.mp4", transcript="Dzień dobry."),
        "alert": {"text": "W piątek ośrodek jest zamknięty. Zadzwoń: 71 78 22 322."},
        "told": {
            "variants": [
                {"label": "Łatwe do czytania", "url": "#filters", "icon": "book"},
                {"label": "W języku migowym", "url": "#filters", "icon": "video"},
            ]
        },
        "marks": [
            {"name": "BIP", "drawing": "bip", "address": "https://example.org/"},
            {"name": "UNICEF", "drawing": "unicef", "address": "https://example.org/"},
            {"name": "Wrocław", "drawing": "city", "address": ""},
        ],
        "kept": list(cookies()),
        "drawing": {"url": static("krok/icons/touch.png"), "width": 180, "height": 180},
        "drawings": [{"type": "image/svg+xml", "srcset": f"{static('krok/icons/favicon.svg')} 180w"}],
        "icons": sorted(
            drawing.stem for drawing in (settings.BASE_DIR / "templates" / "icons").glob("*.svg")
        ),
    }
    return render(request, "demo/components.html", context)
