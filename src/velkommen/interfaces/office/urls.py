"""The addresses of the figures."""

from django.urls import path

from velkommen.interfaces.office import forecasts, views

urlpatterns = [
    path("", views.page, name="statistics"),
    path("waits/", forecasts.page, name="forecasts"),
    path("waits/<slug:sheet>.csv", forecasts.download, name="forecasts-file"),
    path("<slug:table>.csv", views.download, name="statistics-file"),
]
