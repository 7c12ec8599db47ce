"""The addresses of the first run."""

from django.urls import path

from velkommen.interfaces.setup import entering, people, places, ready, tasks

urlpatterns = [
    path("", entering.overview, name="setup"),
    path("code/<str:code>/", entering.administrator, name="setup-code"),
    path("password/<str:link>/", entering.password, name="setup-password"),
    path("municipality/", places.municipality, name="setup-municipality"),
    path("places/", places.places, name="setup-places"),
    path("hours/", places.hours, name="setup-hours"),
    path("desks/", places.desks, name="setup-desks"),
    path("equipment/", places.equipment, name="setup-equipment"),
    path("tasks/", tasks.tasks, name="setup-tasks"),
    path("cooperation/", tasks.cooperation, name="setup-cooperation"),
    path("colleagues/", people.colleagues, name="setup-colleagues"),
    path("screens/", people.screens, name="setup-screens"),
    path("ready/", ready.ready, name="setup-ready"),
]
