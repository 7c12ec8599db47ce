"""A period is written once: the database itself refuses to change it. (Deleting stays possible: retention needs it.)"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE_UP = """CREATE TRIGGER period_never_changes BEFORE UPDATE ON enquiries_period
BEGIN SELECT RAISE(ABORT, 'a period never changes'); END"""
POSTGRES_UP = """
CREATE FUNCTION period_never_changes() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a period never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER period_never_changes BEFORE UPDATE ON enquiries_period
FOR EACH ROW EXECUTE FUNCTION period_never_changes();
"""
SQLITE_DOWN = "DROP TRIGGER period_never_changes"
POSTGRES_DOWN = "DROP TRIGGER period_never_changes ON enquiries_period; DROP FUNCTION period_never_changes()"


def up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(POSTGRES_UP if editor.connection.vendor == "postgresql" else SQLITE_UP)


def down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(POSTGRES_DOWN if editor.connection.vendor == "postgresql" else SQLITE_DOWN)


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0002_initial")]
    operations = [migrations.RunPython(up, down)]
