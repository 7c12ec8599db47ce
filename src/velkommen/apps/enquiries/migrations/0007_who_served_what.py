"""Who served what is counted in the order of days, without reading the rows themselves."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_tasks_in_full"),
        ("enquiries", "0006_few_are_set_aside"),
        ("places", "0004_one_municipality"),
        ("visits", "0005_appointments_in_line"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddIndex(
            "enquiry",
            models.Index(
                name="enquiry_served", fields=("day", "id", "task", "withdrawn"), condition=Q(withdrawn=False)
            ),
        ),
        migrations.AddIndex(
            "period",
            models.Index(
                name="period_served",
                fields=("day", "service_point", "staff", "enquiry", "kind"),
                condition=Q(kind="serving", staff__isnull=False),
            ),
        ),
    ]
