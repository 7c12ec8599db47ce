"""The addresses of what the desk needs to know."""

from django.urls import path

from velkommen.interfaces.knowledge import announcing, minding, views, writing

urlpatterns = [
    path("", views.index, name="knowledge"),
    path("changes/", views.changes, name="knowledge-changes"),
    path("keeping/", minding.keeping, name="knowledge-keeping"),
    path("reports/<int:report>/", minding.report, name="knowledge-report"),
    path("reports/<int:report>/seen/", minding.seen, name="knowledge-seen"),
    path("announcements/", announcing.announcements, name="knowledge-announcements"),
    path("announcements/<int:announcement>/", announcing.announcement, name="knowledge-announcement"),
    path("announcements/<int:announcement>/read/", announcing.read, name="knowledge-announcement-read"),
    path("announcements/<int:announcement>/withdraw/", announcing.withdraw, name="knowledge-announcement-withdraw"),
    path("tasks/<slug:task>/", views.card, name="knowledge-card"),
    path("tasks/<slug:task>/write/", writing.write, name="knowledge-write"),
    path("tasks/<slug:task>/history/", writing.history, name="knowledge-history"),
    path("tasks/<slug:task>/take-back/", writing.take_back, name="knowledge-take-back"),
    path("tasks/<slug:task>/keep/", writing.keep, name="knowledge-keep"),
    path("tasks/<slug:task>/wrong/", minding.wrong, name="knowledge-wrong"),
    path("tasks/<slug:task>/at/<slug:slug>/", writing.place, name="knowledge-place"),
]
