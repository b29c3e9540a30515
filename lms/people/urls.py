"""Signing in. Only those of allauth's addresses that this house needs, each in its look."""

from allauth.account import views as allauth_views
from django.urls import include, path

from lms.people import sign_in

urlpatterns = [
    path("sign-in/", sign_in.ask_for_code, name="account_login"),
    path("sign-in/", sign_in.ask_for_code, name="account_request_login_code"),
    path("sign-in/code/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("sign-in/staff/", sign_in.enter_with_password, name="account_staff_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("closed/", allauth_views.account_inactive, name="account_inactive"),
    path("again/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/", sign_in.change_password, name="account_change_password"),
    path("password/new/", sign_in.set_password, name="account_set_password"),
    path("second-step/", include("allauth.mfa.urls")),
]
