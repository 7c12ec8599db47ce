from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "velkommen.shared.log"
    label = "log"
    default_auto_field = "django.db.models.BigAutoField"
