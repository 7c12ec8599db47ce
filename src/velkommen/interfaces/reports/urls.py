"""The addresses of reports."""

from django.urls import path

from velkommen.interfaces.reports import views

urlpatterns = [
    path("", views.choose, name="reports"),
    path("evaluation/", views.page, name="evaluation"),
    path("evaluation.pdf", views.download, name="evaluation-pdf"),
]
