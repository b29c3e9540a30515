from django.urls import path

from attendance.past import views

app_name = "past"

urlpatterns = [
    path("", views.Upload.as_view(), name="index"),
    path("template.xlsx", views.Template.as_view(), name="template"),
    path("<uuid:uuid>/", views.Preview.as_view(), name="import"),
    path("<uuid:uuid>/write/", views.Write.as_view(), name="write"),
    path("<uuid:uuid>/discard/", views.Discard.as_view(), name="discard"),
]
