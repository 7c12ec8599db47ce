"""Hours of an older house: moved into periods and special days with every answer as it was, and back again.

That all migrations lead down again, whatever came later, is tried in tests/test_house.py.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps


def migrate(name: str) -> StateApps:
    executor = MigrationExecutor(connection)
    executor.migrate([("places", name)])
    return executor.loader.project_state([("places", name)]).apps


def test_spans_and_closures_go_over_and_back(without_tables: None) -> None:
    old = migrate("0002_hours_positions_equipment")
    place = old.get_model("places", "ServicePoint").objects.create(slug="nordby", name="Nordby", kind="branch")
    spans = {(weekday, 600, 960) for weekday in range(5)} | {(5, 600, 840), (5, 900, 960)}
    span, closure = old.get_model("places", "OpeningSpan"), old.get_model("places", "Closure")
    for weekday, opens, closes in sorted(spans):
        span.objects.create(service_point=place, weekday=weekday, opens=opens, closes=closes)
    closure.objects.create(service_point=place, day="2026-12-24", why="Juleaftensdag")

    new = migrate("0003_hours_become_periods")
    periods = new.get_model("places", "OpeningPeriod").objects.order_by("weekdays", "opens")
    assert list(periods.values_list("layer", "weekdays", "opens", "closes", "on_holidays")) == [
        ("staffed", 0b001_1111, 600, 960, True),
        ("staffed", 0b010_0000, 600, 840, True),
        ("staffed", 0b010_0000, 900, 960, True),
    ]
    special = new.get_model("places", "SpecialDay").objects.values_list("layer", "opens", "closes", "why")
    assert list(special) == [("staffed", None, None, "Juleaftensdag")]

    back = migrate("0002_hours_positions_equipment")
    assert set(back.get_model("places", "OpeningSpan").objects.values_list("weekday", "opens", "closes")) == spans
    assert list(back.get_model("places", "Closure").objects.values_list("why", flat=True)) == ["Juleaftensdag"]
