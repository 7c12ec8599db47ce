from django.apps import AppConfig


class PickupsConfig(AppConfig):
    name = "velkommen.apps.pickups"
    label = "pickups"
    default_auto_field = "django.db.models.BigAutoField"
