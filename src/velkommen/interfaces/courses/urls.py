"""The addresses of courses: for everybody, for whoever has the link of a sign-up, and (`manage/`) for those who hold them."""

from django.urls import path

from velkommen.interfaces.courses import arranging, hands, holding, own, public

urlpatterns = [
    path("", public.coming, name="courses"),
    path("courses.ics", public.feed, name="courses-feed"),
    path("<int:series>/", public.series, name="course"),
    path("<int:series>/course.ics", public.file, name="course-file"),
    path("<int:series>/sign-up/", public.sign_up, name="course-sign-up"),
    path("mine/<str:link>/", own.page, name="course-mine"),
    path("mine/<str:link>/reach/", own.reach, name="course-mine-reach"),
    path("mine/<str:link>/leave/", own.leave, name="course-mine-leave"),
    path("manage/", holding.index, name="courses-manage"),
    path("manage/places/<slug:slug>/new/", arranging.new, name="courses-new"),
    path("manage/course/<int:course>/", arranging.course, name="courses-course"),
    path("manage/course/<int:course>/results/", holding.results, name="courses-results"),
    path("manage/series/<int:series>/", holding.series, name="courses-series"),
    path("manage/series/<int:series>/change/", arranging.change, name="courses-change"),
    path("manage/series/<int:series>/hands/", hands.ask, name="courses-hands"),
]
