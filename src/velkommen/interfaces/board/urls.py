"""The board, and the waits it asks for."""

from django.urls import path

from velkommen.interfaces.board import views

urlpatterns = [
    path("<str:token>/", views.board, name="board"),
    path("<str:token>/waits/", views.waits, name="board-waits"),
]
