"""What was said to whom, and whether it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from lms.messaging.delivery import SECRET_KINDS
from lms.messaging.models import Message
from lms.messaging.retrying import send_again
from lms.people.models import Person
from lms.web.own_records import OwnInspectView, OwnListView
from lms.web.record_pages import RecordDeed

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class MessageFilters(WagtailFilterSet):
    class Meta:
        model = Message
        fields = ("status", "channel")


def subject_of(message: Message) -> str:
    """The subject, except where it may hold a code that opens somebody's account."""
    return _("A code for signing in") if message.kind in SECRET_KINDS else message.subject


class MessageList(OwnListView):
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Message]:
        return super().get_base_queryset().select_related("recipient").defer("text", "html")

    def search_queryset(self, queryset: QuerySet[Message]) -> QuerySet[Message]:
        """By the recipient, in any spelling."""
        typed = self.search_query.strip()
        return queryset.filter(recipient__in=Person.objects.named(typed)) if typed else queryset

    def get_edit_url(self, instance: Model) -> None:
        """Nobody edits what was said."""


class MessagePage(OwnInspectView):
    template_name = "messaging/backoffice/message.html"
    page_title = gettext_lazy("Message")
    header_more_buttons: list[Any] = []

    @cached_property
    def is_secret(self) -> bool:
        return self.object.kind in SECRET_KINDS

    def get_page_subtitle(self) -> str:
        return subject_of(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_failed = self.object.status == Message.Status.FAILED
        return super().get_context_data(
            message=self.object,
            is_secret=self.is_secret,
            retry_address=reverse("message:retry", args=[self.object.pk])
            if self.may_change and has_failed
            else "",
            **kwargs,
        )


class SendAgain(RecordDeed):
    model = Message
    inspect_url_name = "message:inspect"

    def do(self) -> str:
        if send_again(self.object):
            return _("The message is on its way again.")
        return _("This message did not fail; nothing was sent.")
