"""The addresses of booking (one question each) and of one appointment. There its link is the authority."""

from django.urls import path

from velkommen.interfaces.booking import own, views

urlpatterns = [
    path("book/", views.what, name="book"),
    path("book/people/", views.people, name="book-people"),
    path("book/time/", views.time, name="book-time"),
    path("book/hold/", views.hold, name="book-hold"),
    path("a/confirm/<str:confirm>/", own.confirm, name="appointment-confirm"),
    path("a/<str:link>/", own.page, name="appointment"),
    path("a/<str:link>/contact/", own.contact, name="appointment-contact"),
    path("a/<str:link>/change/", own.change, name="appointment-change"),
    path("a/<str:link>/cancel/", own.cancel, name="appointment-cancel"),
    path("a/<str:link>/arrive/", own.arrive, name="appointment-arrive"),
    path("a/<str:link>/calendar.ics", own.calendar, name="appointment-calendar"),
]
