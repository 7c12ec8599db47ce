"""The addresses of the figures."""

from django.urls import path

from velkommen.interfaces.office import views

urlpatterns = [
    path("", views.page, name="statistics"),
    path("<slug:table>.csv", views.download, name="statistics-file"),
]
