from django.apps import AppConfig


class LifelinesConfig(AppConfig):
    name = "velkommen.apps.lifelines"
    label = "lifelines"
    default_auto_field = "django.db.models.BigAutoField"
