"""The addresses of surveys: the questions to citizens, a round of the staff, what was said, and arranging it."""

from django.urls import path

from velkommen.interfaces.surveys import answering, arranging, public, results

urlpatterns = [
    path("", results.index, name="surveys"),
    path("visit/<str:link>/", public.by_number, name="surveys-visit"),
    path("at/<slug:slug>/", public.at_place, name="surveys-at"),
    path("round/<int:round_id>/", answering.answer, name="surveys-answer"),
    path("citizens/", results.citizens, name="surveys-citizens"),
    path("citizens/<slug:rows>.csv", results.citizens_file, name="surveys-citizens-file"),
    path("staff/", results.staff, name="surveys-staff"),
    path("staff/<slug:rows>.csv", results.staff_file, name="surveys-staff-file"),
    path("manage/", arranging.manage, name="surveys-manage"),
    path("manage/<slug:slug>/poster/", arranging.poster, name="surveys-poster"),
]
