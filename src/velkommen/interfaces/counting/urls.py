"""The addresses of counting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
