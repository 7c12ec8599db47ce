from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "velkommen.apps.readiness"
    label = "readiness"
    default_auto_field = "django.db.models.BigAutoField"
