"""The addresses of the figures."""

from django.urls import path

from velkommen.interfaces.office import forecasts, ledger, views

urlpatterns = [
    path("", views.page, name="statistics"),
    path("waits/", forecasts.page, name="forecasts"),
    path("waits/<slug:sheet>.csv", forecasts.download, name="forecasts-file"),
    path("ledger/", ledger.page, name="ledger"),
    path("ledger/<slug:closed>.csv", ledger.download, name="ledger-file"),
    path("<slug:table>.csv", views.download, name="statistics-file"),
]
