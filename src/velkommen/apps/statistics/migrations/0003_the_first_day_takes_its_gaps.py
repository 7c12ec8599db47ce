"""Before the first day anything was counted no hour is staffed in vain. Where that day comes or goes, so do the gaps of the closed days up
to the next that was counted: those are marked too, in the same transaction.

The marks are as those of migration 0002, which stand before these (triggers go by their names), and so does its lock on PostgreSQL.
"""

from collections.abc import Iterator
from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

notice = import_module("velkommen.apps.statistics.migrations.0002_closed_days_notice")

NEXT = "SELECT day FROM enquiries_enquiry WHERE day > {touched} ORDER BY day LIMIT 1"
UP_TO_NEXT = f"statistics_day AS s WHERE s.day > {{touched}} AND s.day < COALESCE(({NEXT}), '9999-12-31')"
EARLIER = "SELECT 1 FROM enquiries_enquiry WHERE day < {touched}"
ON_SQLITE = (
    ("new", "INSERT", ("NEW",), "1"),
    ("changed", "UPDATE OF day", ("OLD", "NEW"), "OLD.day <> NEW.day"),
    ("gone", "DELETE", ("OLD",), "1"),
)


def sqlite() -> Iterator[str]:
    for name, when, rows, moved in ON_SQLITE:
        first = " OR ".join(f"NOT EXISTS ({EARLIER.format(touched=f'{row}.day')})" for row in rows)
        marks = " ".join(notice._mark(_gaps(row), "enquiry") for row in rows)
        yield (
            f"CREATE TRIGGER statistics_first_{name} AFTER {when} ON enquiries_enquiry WHEN {moved} AND ({first}) "
            f"BEGIN {marks} END"
        )


def _gaps(which: str) -> str:
    """The closed days up to the next that was counted; none where something was counted before."""
    touched = f"{which}.day"
    return (
        f"SELECT s.day AS day, {which}.service_point_id AS place FROM {UP_TO_NEXT.format(touched=touched)} "  # noqa: S608 - names of this file
        f"AND NOT EXISTS ({EARLIER.format(touched=touched)})"
    )


POSTGRES = f"""
CREATE FUNCTION statistics_gaps(touched date, there bigint) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF NOT EXISTS ({EARLIER.format(touched="touched")}) THEN
    INSERT INTO statistics_mark (day, place, what, tx, at) SELECT s.day, there, 'enquiry', txid_current(), clock_timestamp()
    FROM {UP_TO_NEXT.format(touched="touched")}
    ON CONFLICT (day, place, what, tx) DO NOTHING;
  END IF;
END $$;

CREATE FUNCTION statistics_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM statistics_gaps(OLD.day, OLD.service_point_id);
  END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND OLD.day <> NEW.day) THEN
    PERFORM statistics_gaps(NEW.day, NEW.service_point_id);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER statistics_first_touched AFTER INSERT OR DELETE OR UPDATE OF day ON enquiries_enquiry
FOR EACH ROW EXECUTE FUNCTION statistics_first();
"""


def up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in [POSTGRES] if editor.connection.vendor == "postgresql" else sqlite():
        editor.execute(statement)


def down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER IF EXISTS statistics_first_touched ON enquiries_enquiry")
        for function in ("statistics_first()", "statistics_gaps(date, bigint)"):
            editor.execute(f"DROP FUNCTION IF EXISTS {function}")
        return
    for name, *_ in ON_SQLITE:
        editor.execute(f"DROP TRIGGER IF EXISTS statistics_first_{name}")


class Migration(migrations.Migration):
    dependencies = [("statistics", "0002_closed_days_notice")]
    operations = [migrations.RunPython(up, down)]
