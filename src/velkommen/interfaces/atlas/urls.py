"""The addresses of atlas."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
