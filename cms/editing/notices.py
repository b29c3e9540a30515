"""Who is told what while a page waits for moderation.

Wagtail would send these mails itself, while the editor waits, and lose them when the mail server is
away. Ours go through the outbox, in the words and the languages of all our messages. What a reader has
switched off in their Wagtail account stays switched off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from lms.messaging.outbox import write
from lms.people.models import Person

if TYPE_CHECKING:
    from lms.people.models import User


def ask_moderators(sender: type, *, instance: TaskState, user: User | None = None, **kwargs: Any) -> None:
    """A page was submitted: everybody who may approve it is asked, but for whoever submitted it."""
    task = instance.task.specific
    page = instance.workflow_state.content_object
    if not isinstance(task, AbstractGroupApprovalTask) or not isinstance(page, Page):
        return
    submitter = Person.of(user) if user else None
    moderators = Person.objects.filter(user__is_active=True, user__groups__in=task.groups.all())
    for moderator in moderators.exclude(user=user).select_related("user").distinct():
        if _wants(moderator, "submitted"):
            write(
                "moderation_asked",
                to=moderator,
                key=f"moderation:{instance.pk}:asked:{moderator.pk}",
                context=_about(page) | {"submitter": submitter},
            )


def tell_nobody(sender: type, **kwargs: Any) -> None:
    """The submission of the whole is the submission of its first step, of which moderators are told."""


def tell_approved(sender: type, *, instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    _tell_submitter("approved", instance, user)


def tell_returned(sender: type, *, instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    _tell_submitter("rejected", instance, user)


def _tell_submitter(what: str, state: WorkflowState, user: User | None) -> None:
    page = state.content_object
    submitter = Person.of(state.requested_by) if state.requested_by else None
    if submitter is None or submitter.user == user or not isinstance(page, Page):
        return
    if not _wants(submitter, what):
        return
    step = state.current_task_state.specific if state.current_task_state else None
    write(
        "moderation_approved" if what == "approved" else "moderation_returned",
        to=submitter,
        key=f"moderation:{step.pk if step else state.pk}:{what}:{submitter.pk}",
        context=_about(page)
        | {"moderator": Person.of(user) if user else None, "comment": step.get_comment() if step else ""},
    )


def _about(page: Page) -> dict[str, Any]:
    """What a message may say of a page. A course that is confidential is not named in a mail."""
    specific = page.specific
    address = settings.SITE_ADDRESS + reverse("wagtailadmin_pages:edit", args=[page.pk])
    title = specific.draft_title or specific.title
    return {
        "page_title": title if getattr(specific, "is_listed", True) else "",
        "page_language": page.locale.language_code,
        "edit_address": address,
        "live_address": specific.full_url or "",
    }


def _wants(person: Person, what: str) -> bool:
    profile = UserProfile.get_for_user(person.user)
    return bool(getattr(profile, f"{what}_notifications"))


IN_PLACE_OF = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", ask_moderators),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", tell_nobody),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", tell_returned),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", tell_approved),
)


def replace_wagtails_mails() -> None:
    """Take the seats of Wagtail's own receivers, whether or not they sit there already."""
    for signal, sender, seat, receiver in IN_PLACE_OF:
        signal.disconnect(sender=sender, dispatch_uid=seat)
        signal.connect(receiver, sender=sender, dispatch_uid=seat)
