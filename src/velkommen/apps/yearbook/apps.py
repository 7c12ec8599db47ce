from django.apps import AppConfig


class YearbookConfig(AppConfig):
    name = "velkommen.apps.yearbook"
    label = "yearbook"
    default_auto_field = "django.db.models.BigAutoField"
