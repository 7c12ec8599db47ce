"""The addresses of the staff's calendar."""

from django.urls import path

from velkommen.interfaces.calendar import blocking, booking, feeds, moving, views

urlpatterns = [
    path("", views.index, name="calendar"),
    path("feeds/", feeds.feeds, name="calendar-feeds"),
    path("feed/<str:token>.ics", feeds.feed, name="calendar-feed"),
    path("<slug:slug>/", views.place, name="calendar-place"),
    path("<slug:slug>/book/", booking.book, name="calendar-book"),
    path("<slug:slug>/series/", booking.series, name="calendar-series"),
    path("<slug:slug>/blocks/", blocking.blocks, name="calendar-blocks"),
    path("<slug:slug>/decisions/", views.decisions, name="calendar-decisions"),
    path("<slug:slug>/<int:appointment>/", views.appointment, name="calendar-appointment"),
    path("<slug:slug>/<int:appointment>/slip/", views.slip, name="calendar-slip"),
    path("<slug:slug>/<int:appointment>/times/", moving.times, name="calendar-times"),
    path("<slug:slug>/<int:appointment>/move/", moving.move, name="calendar-move"),
    path("<slug:slug>/<int:appointment>/cancel/", views.cancel, name="calendar-cancel"),
    path("<slug:slug>/<int:appointment>/arrive/", views.arrive, name="calendar-arrive"),
    path("<slug:slug>/<int:appointment>/reassign/", views.reassign, name="calendar-reassign"),
]
