"""The addresses of one number. The link is the authority."""

from django.urls import path

from velkommen.interfaces.citizen import views

urlpatterns = [
    path("<str:link>/", views.follow, name="follow"),
    path("<str:link>/wait/", views.wait, name="follow-wait"),
    path("<str:link>/leave/", views.leave, name="follow-leave"),
    path("<str:link>/tell/", views.tell, name="follow-tell"),
]
