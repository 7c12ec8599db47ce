"""The addresses of those who learn, teach, and lead people who do."""

from django.urls import path

from velkommen.interfaces.learning import cells, courses, mine, places, terms, training

urlpatterns = [
    path("", mine.page, name="learning"),
    path("all/", places.everybody, name="learning-all"),
    path("terms/", terms.page, name="learning-terms"),
    path("courses/", courses.overview, name="learning-courses"),
    path("courses/<int:staff_course>/", courses.page, name="learning-course"),
    path("training/<int:training>/", training.page, name="learning-training"),
    path("at/<slug:slug>/", places.matrix, name="learning-place"),
    path("at/<slug:slug>/training/", training.overview, name="learning-trainings"),
    path("at/<slug:slug>/courses/", courses.planning, name="learning-planning"),
    path("at/<slug:slug>/volume/", places.volume, name="learning-volume"),
    path("at/<slug:slug>/plan/", places.plan, name="learning-plan"),
    path("at/<slug:slug>/<int:staff>/<slug:key>/", cells.page, name="learning-cell"),
]
