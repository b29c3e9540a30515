"""Addresses of signing in that bear no language: the back office's own door, and single sign-on."""

from allauth.socialaccount import views as single_sign_on
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from lms.people import sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own form knows no second factor, so nobody enters by it.
    path("admin/login/", sign_in.staff_door, name="staff_door"),
]

if settings.SSO_NAME:
    urlpatterns += [
        path("sso/", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("sso/cancelled/", single_sign_on.login_cancelled, name="socialaccount_login_cancelled"),
        path("sso/error/", single_sign_on.login_error, name="socialaccount_login_error"),
    ]
