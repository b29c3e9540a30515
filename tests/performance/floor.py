"""The floor: the least a page of this house could do under the same server."""

from __future__ import annotations

from django.db import connection, transaction
from django.http import HttpResponse

from lms.people.models import Organisation
from lms.privacy.models import AuditEntry


def empty(request):
    """Nothing at all."""
    return HttpResponse("ok")


@transaction.atomic
def select_and_insert(request):
    """One SELECT and one INSERT in a transaction."""
    organisation = Organisation.objects.first()
    AuditEntry.objects.create(action=AuditEntry.Action.VIEWED, target=f"floor {organisation}")
    return HttpResponse("ok")


class QueryCountMiddleware:
    """Adds ``X-Queries`` to every answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = 0

        def count(execute, sql, params, many, context):
            nonlocal asked
            asked += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response["X-Queries"] = asked
        return response
