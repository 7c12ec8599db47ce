"""Who served what is kept of closed months, also of those that are closed already."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: The facts of a month from the first closed day on: as `statistics.uses` counts them.
FILL = """INSERT INTO statistics_use (month, place_id, staff_id, task_id, enquiries)
SELECT b.start, p.service_point_id, p.staff_id, e.task_id, COUNT(DISTINCT e.id)
FROM (SELECT DISTINCT start FROM statistics_block WHERE grain = 'month') AS b
JOIN statistics_day AS d ON {month}
JOIN enquiries_period AS p ON p.day = d.day AND p.kind = 'serving' AND p.staff_id IS NOT NULL
JOIN enquiries_enquiry AS e ON e.id = p.enquiry_id AND NOT e.withdrawn
GROUP BY b.start, p.service_point_id, p.staff_id, e.task_id"""
OF_MONTH = {
    "postgresql": "d.day >= b.start AND d.day < b.start + INTERVAL '1 month'",
    "sqlite": "d.day >= b.start AND d.day < date(b.start, '+1 month')",
}


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(FILL.format(month=OF_MONTH[editor.connection.vendor]))


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_tasks_in_full'),
        ('places', '0004_one_municipality'),
        ('enquiries', '0007_who_served_what'),
        ('statistics', '0003_the_first_day_takes_its_gaps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Use',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('enquiries', models.PositiveIntegerField()),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.servicepoint')),
                ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.task')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('month', 'place', 'staff', 'task'), name='use_once'), models.CheckConstraint(condition=models.Q(('enquiries__gt', 0)), name='use_some')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
