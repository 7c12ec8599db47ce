"""The addresses of datasets."""

from django.urls import path

from velkommen.interfaces.datasets import questions, views

urlpatterns = [
    path("", views.page, name="data"),
    path("file/", views.download, name="data-file"),
    path("codebook/", views.codebook, name="data-codebook"),
    path("sql/", questions.page, name="data-sql"),
    path("sql/make/", questions.make, name="data-make"),
]
