"""A late fact marks its closed day in its own transaction, whatever path it came by; what the ledger says is never changed.

On PostgreSQL whoever writes a fact of a day before today (by UTC) holds a lock that the sealing of days waits for, so that none is
sealed while such a fact is under way. SQLite lets one writer in at a time anyway; there a mark remembers the newest deed before it, and
the next one in the log claims it: no other can have come between within one transaction.
"""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: Table -> what its marks say, and the columns that count.
TOUCHED = {
    "enquiries_enquiry": (
        "enquiry",
        "day, service_point_id, task_id, outcome, unit, channel, kind, destination_id, reason, minute, withdrawn, unreliable, "
        'imprecise, "current", visit_id',
    ),
    "enquiries_period": ("period", "day, service_point_id, kind, seconds"),
    "lifelines_lifeline": (
        "lifeline",
        'day, service_point_id, task_id, "end", helped, asked_at, accepted_at, answered_at, enquiry_id',
    ),
    "appointments_appointment": (
        "appointment",
        "day, service_point_id, staff_id, state, starts_at, ends_at, keeps_until, booked_at, ended_at, visit_id",
    ),
    "places_specialday": ("hours", "day, service_point_id, layer, opens, closes"),
}
#: A lifeline asked after midnight is of a later day than its matter: what happens to the matter marks that day too.
MATTER_CHANGED = "OLD.outcome <> NEW.outcome OR OLD.withdrawn <> NEW.withdrawn"
LATER_LIFELINES = "lifelines_lifeline AS l WHERE l.enquiry_id = NEW.id AND l.day <> NEW.day"
LEDGER = "what the ledger says never changes"
NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
NEWEST = "(SELECT COALESCE(MAX(id), 0) FROM log_deed)"


def _mark(chosen: str, what: str) -> str:
    """SQLite: a mark of each (day, place) chosen that is closed. (WHERE 1: without it ON would be read as that of a join.)"""
    return (
        f"INSERT INTO statistics_mark (day, place, what, tx, at) SELECT d.day, f.place, '{what}', {NEWEST}, {NOW} "  # noqa: S608 - names of this file
        f"FROM ({chosen}) AS f JOIN statistics_day AS d ON d.day = f.day WHERE 1 "
        "ON CONFLICT (day, place, what, tx) DO UPDATE SET at = excluded.at;"
    )


def _row(which: str) -> str:
    return f"SELECT {which}.day AS day, {which}.service_point_id AS place"


def _closed(*rows: str) -> str:
    days = ", ".join(f"{row}.day" for row in rows)
    return f"EXISTS (SELECT 1 FROM statistics_day WHERE day IN ({days}))"  # noqa: S608 - names of this file


def sqlite() -> Iterator[str]:
    for table, (what, columns) in TOUCHED.items():
        for name, when, rows in (
            ("new", "INSERT", ("NEW",)),
            ("changed", f"UPDATE OF {columns}", ("OLD", "NEW")),
            ("gone", "DELETE", ("OLD",)),
        ):
            marks = " ".join(_mark(_row(row), what) for row in rows)
            yield f"CREATE TRIGGER statistics_{what}_{name} AFTER {when} ON {table} WHEN {_closed(*rows)} BEGIN {marks} END"
    of_visit = "SELECT e.day AS day, e.service_point_id AS place FROM enquiries_enquiry AS e WHERE e.visit_id = NEW.id"
    yield (
        "CREATE TRIGGER statistics_visit_changed AFTER UPDATE OF ending, booked, opened_at ON visits_visit "
        "WHEN (OLD.ending <> NEW.ending OR OLD.booked <> NEW.booked OR OLD.opened_at <> NEW.opened_at) "
        f"AND {_closed('NEW')} BEGIN {_mark(of_visit, 'visit')} END"
    )
    of_matter = f"SELECT l.day AS day, l.service_point_id AS place FROM {LATER_LIFELINES}"  # noqa: S608 - as above
    yield (
        "CREATE TRIGGER statistics_matter_changed AFTER UPDATE OF outcome, withdrawn ON enquiries_enquiry "
        f"WHEN ({MATTER_CHANGED}) AND EXISTS ({of_matter}) BEGIN {_mark(of_matter, 'lifeline')} END"
    )
    before = "(SELECT COALESCE(MAX(id), 0) FROM log_deed WHERE id < NEW.id)"
    mine = f"deed IS NULL AND tx = {before} AND at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-60 seconds')"
    yield (
        f"CREATE TRIGGER statistics_claimed AFTER INSERT ON log_deed WHEN EXISTS (SELECT 1 FROM statistics_mark WHERE deed IS NULL) "  # noqa: S608 - as above
        f"BEGIN UPDATE statistics_mark SET deed = NEW.id WHERE {mine}; END"
    )
    for name, when in (("kept", "UPDATE"), ("stays", "DELETE")):
        guard = "" if when == "UPDATE" else f"WHEN {_closed('OLD')} "
        yield (
            f"CREATE TRIGGER statistics_entry_{name} BEFORE {when} ON statistics_entry {guard}"
            f"BEGIN SELECT RAISE(ABORT, '{LEDGER}'); END"
        )


#: A connection keeps the plan of a function: made while a table was small, it would read the whole of it for ever, were that not forbidden.
POSTGRES = f"""
CREATE FUNCTION statistics_touch(touched date, there bigint, said text) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF touched < (clock_timestamp() AT TIME ZONE 'UTC')::date THEN
    PERFORM pg_advisory_xact_lock_shared(8354);
  END IF;
  IF EXISTS (SELECT 1 FROM statistics_day WHERE day = touched) THEN
    INSERT INTO statistics_mark (day, place, what, tx, at) VALUES (touched, there, said, txid_current(), clock_timestamp())
    ON CONFLICT (day, place, what, tx) DO NOTHING;
  END IF;
END $$;

CREATE FUNCTION statistics_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM statistics_touch(OLD.day, OLD.service_point_id, TG_ARGV[0]);
  END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND (OLD.day, OLD.service_point_id) IS DISTINCT FROM (NEW.day, NEW.service_point_id)) THEN
    PERFORM statistics_touch(NEW.day, NEW.service_point_id, TG_ARGV[0]);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION statistics_visit() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM statistics_touch(e.day, e.service_point_id, 'visit') FROM enquiries_enquiry e WHERE e.visit_id = NEW.id;
  RETURN NULL;
END $$;

CREATE FUNCTION statistics_matter() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM statistics_touch(l.day, l.service_point_id, 'lifeline') FROM {LATER_LIFELINES};
  RETURN NULL;
END $$;

CREATE FUNCTION statistics_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE statistics_mark SET deed = NEW.id, tx = -NEW.id WHERE deed IS NULL AND tx = txid_current();
  RETURN NULL;
END $$;

CREATE FUNCTION statistics_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM statistics_day WHERE day = OLD.day) THEN
    RAISE EXCEPTION '{LEDGER}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER statistics_visit_changed AFTER UPDATE OF ending, booked, opened_at ON visits_visit
FOR EACH ROW WHEN (OLD.ending <> NEW.ending OR OLD.booked <> NEW.booked OR OLD.opened_at <> NEW.opened_at)
EXECUTE FUNCTION statistics_visit();
CREATE TRIGGER statistics_matter_changed AFTER UPDATE OF outcome, withdrawn ON enquiries_enquiry
FOR EACH ROW WHEN ({MATTER_CHANGED}) EXECUTE FUNCTION statistics_matter();
CREATE TRIGGER statistics_claimed AFTER INSERT ON log_deed FOR EACH ROW EXECUTE FUNCTION statistics_claim();
CREATE TRIGGER statistics_entry_kept BEFORE UPDATE OR DELETE ON statistics_entry
FOR EACH ROW EXECUTE FUNCTION statistics_keep();
"""


def postgres() -> Iterator[str]:
    yield POSTGRES
    for table, (what, columns) in TOUCHED.items():
        yield (
            f"CREATE TRIGGER statistics_{what}_touched AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION statistics_row('{what}')"
        )


def up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in postgres() if editor.connection.vendor == "postgresql" else sqlite():
        editor.execute(statement)


def down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'statistics\\_%%'", [])
            found = [f"DROP FUNCTION {name} CASCADE" for (name,) in cursor.fetchall()]
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'statistics!_%%' ESCAPE '!'", [])
            found = [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
    for statement in found:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0001_initial"),
        ("log", "0002_deeds_that_change_rules"),
        ("enquiries", "0005_periods_know_their_day"),
        ("visits", "0005_appointments_in_line"),
        ("appointments", "0001_initial"),
        ("lifelines", "0003_openings_by_time"),
    ]
    operations = [migrations.RunPython(up, down)]
