"""The addresses of this door."""

from django.urls import path

from velkommen.interfaces.lifelines import hours, load, openings, own, views

urlpatterns = [
    path("", views.inbox, name="lifelines"),
    path("me/", own.page, name="lifelines-me"),
    path("hours/<int:expert>/", hours.page, name="lifelines-hours"),
    path("busy/", views.busy, name="lifelines-busy"),
    path("load/", load.page, name="lifelines-load"),
    path("counts/", load.counts, name="lifelines-counts"),
    path("openings/", openings.page, name="lifelines-openings"),
    path("openings.csv", openings.download, name="lifelines-openings-file"),
    *(path(f"<int:lifeline>/{deed}/", views.act, {"deed": deed}, name=f"lifelines-{deed}") for deed in views.DEEDS),
]
