"""The addresses of those who arrange the municipality."""

from django.urls import path

from velkommen.interfaces.manage import matrix, sheets

urlpatterns = [
    path("matrix/", matrix.matrix, name="manage-matrix"),
    path("import/", sheets.page, name="manage-import"),
    path("import/write/", sheets.write, name="manage-import-write"),
    path("export.xlsx", sheets.export, name="manage-export"),
    path("headings.xlsx", sheets.headings, name="manage-headings"),
]
