"""The addresses of the figures."""

from django.urls import path

from velkommen.interfaces.office import dashboards, effects, forecasts, front, ledger, library, measures, targets, views

urlpatterns = [
    path("", front.page, name="statistics"),
    path("figures/", views.page, name="figures"),
    path("about/<slug:question>/", dashboards.page, name="dashboard"),
    path("about/<slug:part>.csv", dashboards.download, name="dashboard-file"),
    path("about/<slug:part>.xlsx", dashboards.workbook, name="dashboard-workbook"),
    path("measures/", measures.index, name="measures"),
    path("measures/<slug:measure>/", measures.one, name="measure"),
    path("library/", library.page, name="library-months"),
    path("targets/", targets.page, name="targets"),
    path("waits/", forecasts.page, name="forecasts"),
    path("waits/<slug:sheet>.csv", forecasts.download, name="forecasts-file"),
    path("effects/", effects.index, name="effects"),
    path("effects/of/", effects.page, name="effect"),
    path("effects/<slug:table>.csv", effects.download, name="effect-file"),
    path("ledger/", ledger.page, name="ledger"),
    path("ledger/<slug:closed>.csv", ledger.download, name="ledger-file"),
    path("<slug:table>.csv", views.download, name="statistics-file"),
    path("<slug:table>.xlsx", views.workbook, name="statistics-workbook"),
]
