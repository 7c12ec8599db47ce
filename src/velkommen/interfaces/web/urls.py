"""What belongs to no single screen."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from velkommen.interfaces.web import views

urlpatterns = [
    path("staff/", views.staff, name="staff"),
    path("ready/", views.ready, name="ready"),
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", views.language, name="set_language"),
    path("devices/", views.device_list, name="devices"),
    path("devices/register/", views.register_device, name="device-register"),
    path("devices/<int:device>/revoke/", views.revoke_device, name="device-revoke"),
]
