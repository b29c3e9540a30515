"""Where a badge and what it refers to are read: public addresses that never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

if TYPE_CHECKING:
    from uuid import UUID

    from courses.models import Badge, Course, StatusList
    from lms.people.models import Organisation


def of_issuer(organisation: Organisation) -> str:
    return _whole("badges:issuer", organisation.code.lower())


def of_achievement(course: Course, organisation: Organisation) -> str:
    return _whole("badges:achievement", organisation.code.lower(), course.uuid)


def of_credential(badge: Badge) -> str:
    return of_credential_id(badge.uuid)


def of_credential_id(uuid: UUID) -> str:
    return _whole("badges:credential", uuid)


def of_status_list(status_list: StatusList) -> str:
    return _whole("badges:status", status_list.uuid)


def of_picture() -> str:
    return _whole("badges:picture")


def _whole(name: str, *parts: object) -> str:
    return settings.SITE_ADDRESS + reverse(name, args=parts)
