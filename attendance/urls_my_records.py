"""My Krok: one's own attendance, below ``/my/attendance/``."""

from django.urls import path

from attendance.views import my_apologies, my_appeals, my_consents, my_records

app_name = "records"
urlpatterns = [
    path("<uuid:place>/", my_records.show, name="show"),
    path("<uuid:place>/consent/", my_consents.give, name="consent"),
    path("<uuid:place>/consent/withdraw/", my_consents.withdraw, name="withdraw_consent"),
    path("<uuid:place>/<uuid:session>/apology/", my_apologies.apologise, name="apologise"),
    path("<uuid:place>/<uuid:session>/apology/withdraw/", my_apologies.withdraw, name="withdraw_apology"),
    path("<uuid:place>/<uuid:session>/appeal/", my_appeals.appeal, name="appeal"),
]
