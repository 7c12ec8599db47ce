"""Every address of the house, door by door."""

from django.urls import include, path

urlpatterns = [
    path("", include("velkommen.interfaces.web.urls")),
    path("", include("velkommen.interfaces.opendata.urls")),
    path("", include("velkommen.interfaces.finder.urls")),
    path("", include("velkommen.interfaces.booking.urls")),
    path("desk/", include("velkommen.interfaces.desk.urls")),
    path("lifelines/", include("velkommen.interfaces.lifelines.urls")),
    path("knowledge/", include("velkommen.interfaces.knowledge.urls")),
    path("learning/", include("velkommen.interfaces.learning.urls")),
    path("roster/", include("velkommen.interfaces.roster.urls")),
    path("courses/", include("velkommen.interfaces.courses.urls")),
    path("calendar/", include("velkommen.interfaces.calendar.urls")),
    path("kiosk/", include("velkommen.interfaces.kiosk.urls")),
    path("board/", include("velkommen.interfaces.board.urls")),
    path("n/", include("velkommen.interfaces.citizen.urls")),
    path("statistics/", include("velkommen.interfaces.office.urls")),
    path("counting/", include("velkommen.interfaces.counting.urls")),
    path("surveys/", include("velkommen.interfaces.surveys.urls")),
    path("atlas/", include("velkommen.interfaces.atlas.urls")),
    path("report/", include("velkommen.interfaces.reports.urls")),
    path("data/", include("velkommen.interfaces.datasets.urls")),
    path("manage/", include("velkommen.interfaces.manage.urls")),
    path("setup/", include("velkommen.interfaces.setup.urls")),
    path("api/v1/", include("velkommen.interfaces.api.urls")),
]
