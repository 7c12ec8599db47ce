"""The desk: choose one, work at it, one address per deed."""

from django.urls import path

from velkommen.interfaces.desk import views

urlpatterns = [path("", views.choose, name="desk-choose")]
