"""The words of a message: templates of its kind, rendered in the reader's language.

A confidential run has one letter for everything that happens to it, so that no template can give it away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils.translation import override

from lms.messaging.models import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lms.people.models import Person

NEUTRAL_KIND = "neutral"
SUBJECT_LENGTH = 250


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What the recipient reads. An SMS has no subject of its own and no HTML."""

    subject: str
    text: str
    html: str
    is_neutral: bool


def compose(kind: str, *, to: Person, channel: str, context: Mapping[str, Any], has_papers: bool) -> Letter:
    """Render the templates of a kind in the person's language."""
    is_neutral = is_confidential(context)
    folder = f"messaging/{NEUTRAL_KIND if is_neutral else kind}"
    with override(to.language):
        words = {
            "has_papers": has_papers,
            **context,
            "recipient": to,
            "language": to.language,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_address": settings.SITE_ADDRESS,
            "home_address": settings.SITE_ADDRESS + reverse("my:home"),
        }
        subject = " ".join(_plain(f"{folder}/subject.txt", words).split())[:SUBJECT_LENGTH]
        if channel == Message.Channel.SMS:
            text = " ".join(_plain(f"{folder}/sms.txt", words).split())
            return Letter(subject=subject, text=text, html="", is_neutral=is_neutral)
        return Letter(
            subject=subject,
            text=_tidy(_plain(f"{folder}/body.txt", words)),
            html=render_to_string(f"{folder}/body.html", {**words, "subject": subject}),
            is_neutral=is_neutral,
        )


def is_confidential(context: Mapping[str, Any]) -> bool:
    """Whether the cause says so, or what the message speaks of belongs to a confidential run or course."""
    if context.get("is_confidential"):
        return True
    certificate = context.get("certificate")
    enrolment = getattr(certificate, "enrolment", None)
    place = context.get("place") or getattr(enrolment, "place", None)
    runs = (context.get("run"), getattr(place, "run", None), getattr(context.get("session"), "run", None))
    course = getattr(enrolment, "course", None)
    return any(getattr(each, "is_confidential", False) for each in (*runs, course))


def _plain(template: str, words: Mapping[str, Any]) -> str:
    """Render without escaping: in plain text an apostrophe is an apostrophe."""
    return str(get_template(template).template.render(Context(dict(words), autoescape=False)))  # type: ignore[attr-defined]


def _tidy(text: str) -> str:
    """Drop the blanks that template tags leave behind; paragraphs stand one empty line apart."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
