from django.urls import path, re_path

from attendance.hours import views

app_name = "hours"

urlpatterns = [
    path("", views.HoursReport.as_view(), name="report"),
    path("list/", views.HoursList.as_view(), name="list"),
    re_path(r"^export\.(?P<file_format>csv|xlsx)$", views.ExportHours.as_view(), name="export"),
    re_path(r"^list\.(?P<file_format>csv|xlsx)$", views.ExportList.as_view(), name="export_list"),
]
