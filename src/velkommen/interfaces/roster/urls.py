"""The addresses of this door: one's own pages, and the month of each place with what belongs to it."""

from django.urls import path

from velkommen.interfaces.roster import leading, month, own, planning

urlpatterns = [
    path("", own.mine, name="roster"),
    path("open/", own.free, name="roster-open"),
    path("shifts.ics", own.calendar_file, name="roster-calendar"),
    path("<slug:slug>/", month.here, name="roster-place"),
    path("<slug:slug>/requests/", leading.requests, name="roster-requests"),
    path("<slug:slug>/needs/", leading.needs, name="roster-needs"),
    path("<slug:slug>/rules/", leading.rules, name="roster-rules"),
    path("<slug:slug>/day/<str:day>/", planning.day, name="roster-day"),
    path("<slug:slug>/<str:month>/", month.month, name="roster-month"),
    path("<slug:slug>/<str:month>/<int:staff>/", planning.person, name="roster-person"),
]
