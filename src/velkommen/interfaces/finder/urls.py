"""The citizens' own addresses: the front page, the search, one page for each task and each place."""

from django.urls import path

from velkommen.interfaces.finder import views

urlpatterns = [
    path("", views.front, name="front"),
    path("find/", views.find, name="find"),
    path("find/<slug:task>/", views.answer, name="find-task"),
    path("find/<slug:task>/draw/", views.draw, name="find-draw"),
    path("places/", views.places, name="places"),
    path("places/<slug:slug>/", views.place, name="place"),
]
