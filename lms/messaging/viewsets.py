"""The outbox, for reading."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn

from lms.messaging import message_views
from lms.messaging.models import Message
from lms.web.columns import MomentColumn
from lms.web.own_records import OwnRecordsViewSet


class MessageViewSet(OwnRecordsViewSet):
    model = Message
    icon = "mail"
    may_add = may_edit = False
    inspect_view_enabled = True
    index_view_class = message_views.MessageList
    inspect_view_class = message_views.MessagePage
    filterset_class = message_views.MessageFilters
    list_per_page = 50
    list_display = (
        "recipient",
        Column("subject", label=_("Subject"), accessor=message_views.subject_of),
        Column("channel", label=_("Channel"), accessor="get_channel_display"),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=lambda message: message.status == Message.Status.SENT,
        ),
        MomentColumn("created_at", label=_("Written"), sort_key="created_at"),
        MomentColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        again = path("retry/<int:pk>/", message_views.SendAgain.as_view(), name="retry")
        return [*super().get_urlpatterns(), again]
