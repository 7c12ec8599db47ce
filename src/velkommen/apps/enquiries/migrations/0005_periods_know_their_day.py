"""A period knows the day and the place of its enquiry, and follows it: times of ten years are read in one go, in order of the days."""

from importlib import import_module

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

never_changes = import_module("velkommen.apps.enquiries.migrations.0003_periods_never_change")

THE_SAME = "SELECT 1 FROM enquiries_enquiry WHERE id = NEW.enquiry_id AND day = NEW.day AND service_point_id = NEW.service_point_id"
FILL = """UPDATE enquiries_period SET
  day = (SELECT e.day FROM enquiries_enquiry AS e WHERE e.id = enquiries_period.enquiry_id),
  service_point_id = (SELECT e.service_point_id FROM enquiries_enquiry AS e WHERE e.id = enquiries_period.enquiry_id)"""
FOLLOW = "UPDATE enquiries_period SET day = NEW.day, service_point_id = NEW.service_point_id WHERE enquiry_id = NEW.id"
MOVED = "OLD.day <> NEW.day OR OLD.service_point_id <> NEW.service_point_id"
REST = "id, enquiry_id, kind, started_at, ended_at, seconds, desk_id, staff_id"

SQLITE = (
    f"""CREATE TRIGGER period_never_changes BEFORE UPDATE OF {REST} ON enquiries_period
    BEGIN SELECT RAISE(ABORT, 'a period never changes'); END""",
    f"""CREATE TRIGGER period_stays_with_its_enquiry BEFORE UPDATE OF day, service_point_id ON enquiries_period
    WHEN NOT EXISTS ({THE_SAME}) BEGIN SELECT RAISE(ABORT, 'a period never changes'); END""",
    f"""CREATE TRIGGER period_follows AFTER UPDATE OF day, service_point_id ON enquiries_enquiry WHEN {MOVED}
    BEGIN {FOLLOW}; END""",
)
POSTGRES = f"""
CREATE FUNCTION period_never_changes() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a period never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION period_stays_with_its_enquiry() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NOT EXISTS ({THE_SAME}) THEN
    RAISE EXCEPTION 'a period never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION period_follows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN {FOLLOW}; RETURN NULL; END $$;

CREATE TRIGGER period_never_changes BEFORE UPDATE OF {REST} ON enquiries_period
FOR EACH ROW EXECUTE FUNCTION period_never_changes();
CREATE TRIGGER period_stays_with_its_enquiry BEFORE UPDATE OF day, service_point_id ON enquiries_period
FOR EACH ROW EXECUTE FUNCTION period_stays_with_its_enquiry();
CREATE TRIGGER period_follows AFTER UPDATE OF day, service_point_id ON enquiries_enquiry
FOR EACH ROW WHEN ({MOVED}) EXECUTE FUNCTION period_follows();
"""
DOWN = ("DROP TRIGGER period_never_changes", "DROP TRIGGER period_stays_with_its_enquiry", "DROP TRIGGER period_follows")
POSTGRES_DOWN = (
    "DROP FUNCTION period_never_changes() CASCADE; DROP FUNCTION period_stays_with_its_enquiry() CASCADE; "
    "DROP FUNCTION period_follows() CASCADE"
)


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(FILL)
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks pending cannot be altered


def up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in (POSTGRES,) if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in (POSTGRES_DOWN,) if editor.connection.vendor == "postgresql" else DOWN:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0004_forecasts"),
        ("places", "0004_one_municipality"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(never_changes.down, never_changes.up),
        migrations.RemoveIndex("period", "period_enquiry"),
        migrations.AddField("period", "day", models.DateField(null=True)),
        migrations.AddField(
            "period",
            "service_point",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.servicepoint",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("period", "day", models.DateField()),
        migrations.AlterField(
            "period",
            "service_point",
            models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.servicepoint"
            ),
        ),
        migrations.AddIndex(
            "period",
            models.Index(fields=["day", "service_point", "enquiry", "kind", "seconds"], name="period_day"),
        ),
        migrations.RunPython(up, down),
    ]
