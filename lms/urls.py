"""Every address of the house. What bears a language stands under ``i18n_patterns``."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.translations.po_upload import upload
from lms.api import api

handler404 = "cms.finding.not_found.not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lms.web.urls")),
    path("", include("cms.urls_plain")),
    path("", include("courses.urls_plain")),
    path("badges/", include("courses.badges.urls")),
    path("", include("sessions.calendars.urls_plain")),
    path("", include("attendance.urls_plain")),
    path("", include("lms.people.urls_plain")),
    path("api/v1/", api.urls),
    path("admin/localize/translate/<int:translation_id>/pofile/upload/", upload, name="upload_po"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("lms.demo.urls"))]

urlpatterns += i18n_patterns(
    path("my/pass/", include("attendance.urls_my")),
    path("my/attendance/", include("attendance.urls_my_records")),
    path("my/", include("sessions.urls_my")),
    path("book/", include("sessions.urls_book")),
    path("", include("sessions.urls_links")),
    path("help/", include("sessions.appointments.urls")),
    path("visit/", include("sessions.appointments.urls_visit")),
    path("interest/", include("courses.urls")),
    path("learn/", include("courses.urls_learn")),
    path("team/", include("courses.team.urls")),
    path("team/", include("sessions.urls_team")),
    path("desk/", include("attendance.urls_desk")),
    path("account/", include("lms.people.urls")),
    path("", include("sessions.urls_feeds")),
    path("", include("cms.urls")),
)
