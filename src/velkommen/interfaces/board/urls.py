"""The board's one address."""

from django.urls import path

from velkommen.interfaces.board import views

urlpatterns = [path("<str:token>/", views.board, name="board")]
