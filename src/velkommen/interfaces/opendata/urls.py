"""The addresses of open data."""

from django.urls import path, re_path

from velkommen.integrations.forms import FORMS
from velkommen.interfaces.opendata import views

NAMES = "|".join(name.replace(".", r"\.") for name in FORMS)

urlpatterns = [
    path("open/", views.index, name="open-data"),
    re_path(rf"^open/(?P<name>{NAMES})$", views.file, name="open-file"),
    path("places/<slug:slug>.ics", views.calendar, name="place-calendar"),
]
