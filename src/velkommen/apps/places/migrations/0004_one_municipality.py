"""One installation serves one municipality: the database itself refuses a second."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0003_hours_become_periods'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='municipality',
            constraint=models.UniqueConstraint(models.Value(1), name='one_municipality'),
        ),
    ]
