"""Which records of this room, and of those below, stand on the board."""

from __future__ import annotations

from cms.models import (
    Activity,
    Closure,
    Counter,
    HeaderMark,
    HoursException,
    HouseFacts,
    MenuLink,
    Office,
    Video,
)
from cms.translations.records import translate
from lms.people.models import Organisation


def put_on_the_board() -> None:
    for model in (Activity, Office, Counter, HoursException, Closure, HouseFacts, HeaderMark, Video):
        translate(model)
    translate(MenuLink, lambda: MenuLink.objects.filter(page=None))
    translate(Organisation)
