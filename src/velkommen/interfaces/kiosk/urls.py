"""The kiosk's addresses. The token is the authority; the language is part of the path."""

from django.urls import path

from velkommen.interfaces.kiosk import survey, views

urlpatterns = [
    path("<str:token>/", views.start, name="kiosk"),
    path("<str:token>/<str:language>/", views.tiles, name="kiosk-tiles"),
    path("<str:token>/<str:language>/draw/", views.draw, name="kiosk-draw"),
    path("<str:token>/<str:language>/code/", views.code, name="kiosk-code"),
    path("<str:token>/<str:language>/how/", survey.how, name="kiosk-how"),
    path("<str:token>/<str:language>/not-now/<str:task>/", views.not_now, name="kiosk-not-now"),
    path("<str:token>/<str:language>/<str:link>/", views.number, name="kiosk-number"),
]
