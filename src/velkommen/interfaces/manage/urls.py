"""The addresses of those who arrange the municipality."""

from django.urls import path

from velkommen.interfaces.manage import sheets

urlpatterns = [
    path("import/", sheets.page, name="manage-import"),
    path("import/write/", sheets.write, name="manage-import-write"),
    path("export.xlsx", sheets.export, name="manage-export"),
    path("headings.xlsx", sheets.headings, name="manage-headings"),
]
