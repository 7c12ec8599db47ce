"""The desk: choose one, work at it, one address per deed."""

from django.urls import path

from velkommen.interfaces.desk import lifelines, pickups, views
from velkommen.interfaces.desk.deeds import SEATING

urlpatterns = [
    path("", views.choose, name="desk-choose"),
    path("<slug:slug>/<int:number>/", views.desk, name="desk"),
    path("<slug:slug>/<int:number>/correct/<uuid:enquiry>/", views.correct, name="desk-correct-page"),
    path("<slug:slug>/<int:number>/lifeline/", lifelines.lifeline, name="desk-lifeline"),
    path("<slug:slug>/<int:number>/lifelines/", lifelines.all_open, name="desk-lifelines"),
    path("<slug:slug>/<int:number>/pickups/", pickups.shelf, name="desk-pickups"),
    *(
        path(f"<slug:slug>/<int:number>/pickups/{deed}/", pickups.act, {"deed": deed}, name=f"desk-pickups-{deed}")
        for deed in pickups.DEEDS
    ),
    *(
        path(f"<slug:slug>/<int:number>/{deed}/", view, {"deed": deed}, name=f"desk-{deed}")
        for view, deeds in ((views.act, views.EVERY_DEED), (views.seat, SEATING))
        for deed in deeds
    ),
]
