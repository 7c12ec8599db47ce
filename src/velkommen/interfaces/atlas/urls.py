"""The addresses of atlas."""

from django.urls import path, re_path

from velkommen.interfaces.atlas import manage, views

urlpatterns = [
    path("", views.page, name="atlas"),
    path("compare/", views.compare, name="atlas-compare"),
    path("sources/", views.sources, name="atlas-sources"),
    path("manage/", manage.page, name="atlas-manage"),
    re_path(r"^municipality/(?P<digits>[0-9]{4})/$", views.municipality, name="atlas-municipality"),
    path("models.csv", views.models_file, name="atlas-models-file"),
    path("indicators.csv", views.indicators_file, name="atlas-indicators-file"),
    path("indicators.schema.json", views.schema, name="atlas-schema-file"),
    path("own/indicators.json", views.own, name="atlas-own-file"),
    path("files/<int:file>.json", views.one_file, name="atlas-file"),
]
