"""The addresses of the figures."""

from django.urls import path

from velkommen.interfaces.office import effects, forecasts, views

urlpatterns = [
    path("", views.page, name="statistics"),
    path("waits/", forecasts.page, name="forecasts"),
    path("waits/<slug:sheet>.csv", forecasts.download, name="forecasts-file"),
    path("effects/", effects.index, name="effects"),
    path("effects/of/", effects.page, name="effect"),
    path("effects/<slug:table>.csv", effects.download, name="effect-file"),
    path("<slug:table>.csv", views.download, name="statistics-file"),
]
