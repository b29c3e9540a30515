from django.urls import path

from courses import verification

app_name = "courses"
urlpatterns = [
    path("v/<slug:number>", verification.verify, name="verify"),
]
