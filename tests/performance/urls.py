from django.urls import path

from lms.urls import urlpatterns as house
from tests.performance import floor

urlpatterns = [path("floor/empty", floor.empty), path("floor/write", floor.select_and_insert), *house]
