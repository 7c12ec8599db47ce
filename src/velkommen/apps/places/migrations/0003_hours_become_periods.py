"""Staffed spans of a weekday become periods, closures become special days, with every answer as it was.

Until now only a closure closed a place, so the periods hold on public holidays too. Backwards, what the old tables cannot say
(seasons, valid days, weeks, the open door, days with hours of their own) is left out.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STAFFED = "staffed"


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    span, closure = apps.get_model("places", "OpeningSpan"), apps.get_model("places", "Closure")
    period, special = apps.get_model("places", "OpeningPeriod"), apps.get_model("places", "SpecialDay")
    weekdays: dict[tuple[int, int, int], int] = {}
    for row in span.objects.order_by("service_point_id", "opens", "id"):
        key = (row.service_point_id, row.opens, row.closes)
        weekdays[key] = weekdays.get(key, 0) | 1 << row.weekday
    period.objects.bulk_create(
        period(service_point_id=p, layer=STAFFED, weekdays=days, opens=opens, closes=closes, on_holidays=True)
        for (p, opens, closes), days in weekdays.items()
    )
    special.objects.bulk_create(
        special(service_point_id=row.service_point_id, layer=STAFFED, day=row.day, why=row.why)
        for row in closure.objects.order_by("id")
    )


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    span, closure = apps.get_model("places", "OpeningSpan"), apps.get_model("places", "Closure")
    period, special = apps.get_model("places", "OpeningPeriod"), apps.get_model("places", "SpecialDay")
    plain = period.objects.filter(layer=STAFFED, first=None, last=None, season_first=None, every=1).order_by("id")
    found = ((row.service_point_id, day, row) for row in plain for day in range(7) if row.weekdays >> day & 1)
    once = {(place, day, row.opens): row.closes for place, day, row in found}
    span.objects.bulk_create(
        span(service_point_id=place, weekday=day, opens=opens, closes=closes)
        for (place, day, opens), closes in once.items()
    )
    closed = special.objects.filter(layer=STAFFED, opens=None).order_by("id")
    closure.objects.bulk_create(
        closure(service_point_id=row.service_point_id, day=row.day, why=row.why) for row in closed
    )
    period.objects.all().delete()
    special.objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("places", "0002_hours_positions_equipment")]

    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.DeleteModel("Closure"),
        migrations.DeleteModel("OpeningSpan"),
    ]
