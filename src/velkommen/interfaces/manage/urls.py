"""The addresses of those who arrange the municipality."""

from django.urls import path

from velkommen.interfaces.manage import (
    appointments,
    cooperation,
    hours,
    kle,
    matrix,
    message_texts,
    messages,
    people,
    place,
    readiness,
    sheets,
    tasks,
)

urlpatterns = [
    path("matrix/", matrix.matrix, name="manage-matrix"),
    path("places/<slug:slug>/why/<slug:task>/", matrix.why, name="manage-why"),
    path("", place.index, name="manage"),
    path("places/<slug:slug>/", place.page, name="manage-place"),
    path("places/<slug:slug>/hours/", hours.page, name="manage-hours"),
    path("places/<slug:slug>/cooperation/", cooperation.page, name="manage-cooperation"),
    path("places/<slug:slug>/readiness/", readiness.page, name="manage-readiness"),
    path("places/<slug:slug>/appointments/", appointments.page, name="manage-appointments"),
    path("places/<slug:slug>/people/", people.page, name="manage-people"),
    path("places/<slug:slug>/messages/", messages.page, name="manage-place-messages"),
    path("places/<slug:slug>/texts/", message_texts.page, name="manage-place-texts"),
    path("messages/", messages.overview, name="manage-messages"),
    path("texts/", message_texts.everywhere, name="manage-texts"),
    path("cooperation/", cooperation.models, name="manage-models"),
    path("tasks/", tasks.overview, name="manage-tasks"),
    path("tasks/<slug:task>/", tasks.page, name="manage-task"),
    path("kle/", kle.page, name="manage-kle"),
    path("kle/kle.csv", kle.sheet, name="manage-kle-file"),
    path("import/", sheets.page, name="manage-import"),
    path("import/write/", sheets.write, name="manage-import-write"),
    path("export.xlsx", sheets.export, name="manage-export"),
    path("headings.xlsx", sheets.headings, name="manage-headings"),
]
