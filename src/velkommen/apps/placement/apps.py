from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "velkommen.apps.placement"
    label = "placement"
    default_auto_field = "django.db.models.BigAutoField"
