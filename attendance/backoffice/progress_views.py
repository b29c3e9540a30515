"""The back office: how far everybody in a run is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from attendance.records.progress_rows import rows_of_run
from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from lms.web.record_pages import RecordPage
from sessions.models import Run

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class RunProgress(RecordPage):
    model = Run
    index_url_name = "run:index"
    inspect_url_name = "run:inspect"
    header_icon = "date"
    template_name = "attendance/backoffice/progress.html"
    page_title = gettext_lazy("Progress")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever looks at the people of a confidential run leaves an entry in the audit log."""
        if self.object.is_confidential:
            record(AuditEntry.Action.VIEWED, self.object, actor=self.user)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.object, rows=rows_of_run(self.object), **kwargs)
