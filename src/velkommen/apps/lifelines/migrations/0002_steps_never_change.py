"""A step is written once: the database itself refuses to change it. (Deleting stays possible: retention needs it.)"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE_UP = """CREATE TRIGGER lifeline_step_never_changes BEFORE UPDATE ON lifelines_lifelinestep
BEGIN SELECT RAISE(ABORT, 'a step never changes'); END"""
POSTGRES_UP = """
CREATE FUNCTION lifeline_step_never_changes() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a step never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER lifeline_step_never_changes BEFORE UPDATE ON lifelines_lifelinestep
FOR EACH ROW EXECUTE FUNCTION lifeline_step_never_changes();
"""
SQLITE_DOWN = "DROP TRIGGER lifeline_step_never_changes"
POSTGRES_DOWN = """
DROP TRIGGER lifeline_step_never_changes ON lifelines_lifelinestep; DROP FUNCTION lifeline_step_never_changes()
"""


def up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(POSTGRES_UP if editor.connection.vendor == "postgresql" else SQLITE_UP)


def down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(POSTGRES_DOWN if editor.connection.vendor == "postgresql" else SQLITE_DOWN)


class Migration(migrations.Migration):
    dependencies = [("lifelines", "0001_initial")]
    operations = [migrations.RunPython(up, down)]
