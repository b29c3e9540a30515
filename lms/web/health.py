"""Is the process alive, and is everything it leans on there?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    connection.ensure_connection()
    return JsonResponse({"database": "ok"})
