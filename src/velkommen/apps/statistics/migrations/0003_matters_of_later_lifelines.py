"""A lifeline asked after midnight is of a later day than its matter: what happens to the matter marks that day too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CHANGED = "OLD.outcome <> NEW.outcome OR OLD.withdrawn <> NEW.withdrawn"
LATER = "lifelines_lifeline AS l WHERE l.enquiry_id = NEW.id AND l.day <> NEW.day"

SQLITE = f"""
CREATE TRIGGER statistics_lifeline_matter AFTER UPDATE OF outcome, withdrawn ON enquiries_enquiry
WHEN ({CHANGED}) AND EXISTS (SELECT 1 FROM {LATER})
BEGIN
  INSERT INTO statistics_mark (day, place, what, tx, at)
  SELECT d.day, l.service_point_id, 'lifeline', (SELECT COALESCE(MAX(id), 0) FROM log_deed), strftime('%Y-%m-%d %H:%M:%f', 'now')
  FROM statistics_day AS d, {LATER} AND d.day = l.day
  ON CONFLICT (day, place, what, tx) DO UPDATE SET at = excluded.at;
END
"""  # noqa: S608 - names of this file

POSTGRES = f"""
CREATE FUNCTION statistics_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM statistics_touch(l.day, l.service_point_id, 'lifeline') FROM {LATER};
  RETURN NULL;
END $$;

CREATE TRIGGER statistics_lifeline_matter AFTER UPDATE OF outcome, withdrawn ON enquiries_enquiry
FOR EACH ROW WHEN ({CHANGED}) EXECUTE FUNCTION statistics_matter();
"""  # noqa: S608 - as above


def up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(POSTGRES if editor.connection.vendor == "postgresql" else SQLITE)


def down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION statistics_matter() CASCADE")
    else:
        editor.execute("DROP TRIGGER statistics_lifeline_matter")


class Migration(migrations.Migration):
    dependencies = [("statistics", "0002_closed_days_notice")]
    operations = [migrations.RunPython(up, down)]
