"""The addresses of counting."""

from django.urls import path

from velkommen.interfaces.counting import files, paper, planning, profiles, results, watching

urlpatterns = [
    path("", planning.index, name="counting"),
    path("plan/", planning.plan, name="counting-plan"),
    path("profiles/", profiles.index, name="counting-profiles"),
    path("profiles/<slug:profile>/", profiles.one, name="counting-profile"),
    path("tables/<slug:table>.csv", results.download, name="counting-file"),
    path("<int:week>/", watching.watch, name="counting-week"),
    path("<int:week>/change/", planning.change, name="counting-change"),
    path("<int:week>/results/", results.page, name="counting-results"),
    path("<int:week>/export/", files.page, name="counting-export"),
    path("<int:week>/export/<slug:profile>.csv", files.download, name="counting-export-file"),
    path("<int:week>/paper/<slug:slug>/", paper.page, name="counting-paper"),
    path("<int:week>/sheet/<slug:slug>/", paper.sheet, name="counting-sheet"),
]
