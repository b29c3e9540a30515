"""The ways in which a page reaches its readers, once somebody has looked at what the checks say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from cms.editing.checks.translations import translation_into

if TYPE_CHECKING:
    from lms.people.roles import AnyUser


class Way(TextChoices):
    PUBLISH = "publish", _("Publish anyway")
    APPROVE = "approve", _("Approve and publish anyway")
    TRANSLATION = "translation", _("Publish the translation anyway")
    SUBMIT = "submit", _("Send for moderation")


class NotAllowed(Exception):
    """The page was locked, decided on, or is not theirs to publish."""


def as_it_would_be(page: Page) -> Page:
    """The page with everything typed so far, published or not; nothing is saved."""
    translation = translation_into(page)
    if translation is None:
        latest: Page = page.get_latest_revision_as_object()
        return latest
    drawn: Page = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    return drawn


def may_go(page: Page, way: Way, *, user: AnyUser) -> bool:
    rights = page.permissions_for_user(user)
    if way is Way.APPROVE:
        task = page.current_workflow_task
        return bool(task) and "approve" in {name for name, *_rest in task.get_actions(page, user)}
    if way is Way.SUBMIT:
        return bool(rights.can_edit() and rights.can_submit_for_moderation())
    return bool(rights.can_publish() and not rights.page_locked())


@transaction.atomic
def go(page: Page, way: Way, *, user: AnyUser, comment: str = "") -> None:
    """Publish, approve or submit what was typed last. Raises NotAllowed."""
    if not may_go(page, way, user=user):
        raise NotAllowed
    if way is Way.PUBLISH:
        revision = page.get_latest_revision() or page.specific.save_revision(user=user, log_action=True)
        PublishPageRevisionAction(revision, user=user).execute()
    elif way is Way.APPROVE:
        page.current_workflow_task.on_action(
            page.current_workflow_task_state, user, "approve", comment=comment
        )
    else:
        _send_translation(page, way, user=user)


def _send_translation(page: Page, way: Way, *, user: AnyUser) -> None:
    translation: Any = translation_into(page)
    if translation is not None:
        translation.save_target(user=user, publish=way is Way.TRANSLATION)
    if way is Way.SUBMIT:
        written = Page.objects.get(pk=page.pk).specific
        written.get_workflow().start(written, user)
