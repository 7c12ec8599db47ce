"""Ways to put wrong rows past the guards of the database, so that the doctor has something to find."""

from collections.abc import Callable

from django.db import connection

Corrupt = Callable[[], object]
Fault = tuple[str, set[str], Corrupt]  # what is wrong, the checks that say so, and how it comes to be


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def past_check(table: str, constraint: str, statement: str, *values: object) -> None:
    """Run a statement while one check constraint looks away; afterwards it is there again and has not looked back."""
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = ON")
        sql(statement, *values)
        sql("PRAGMA ignore_check_constraints = OFF")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [constraint])
        (definition,) = cursor.fetchone()
    connection.check_constraints()  # PostgreSQL alters no table whose checks are pending
    sql(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    sql(statement, *values)
    connection.check_constraints()
    sql(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {definition} NOT VALID")


def past_trigger(statement: str, *values: object) -> None:
    """Run a statement on periods while the trigger that keeps them as they are is switched off."""
    if connection.vendor == "postgresql":
        connection.check_constraints()
        sql("ALTER TABLE enquiries_period DISABLE TRIGGER period_never_changes")
        sql(statement, *values)
        connection.check_constraints()
        sql("ALTER TABLE enquiries_period ENABLE TRIGGER period_never_changes")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'period_never_changes'")
        (definition,) = cursor.fetchone()
    sql("DROP TRIGGER period_never_changes")
    sql(statement, *values)
    sql(definition)


def drop_trigger() -> None:
    sql("DROP TRIGGER period_never_changes" + (" ON enquiries_period" if connection.vendor == "postgresql" else ""))


def restart_ids(table: str) -> None:
    """Let a table give out its ids again from one."""
    if connection.vendor == "postgresql":
        sql(f"ALTER SEQUENCE {table}_id_seq RESTART WITH 1")  # (setval would outlive the transaction)
    else:
        sql("UPDATE sqlite_sequence SET seq = 0 WHERE name = %s", table)


def drop_step_trigger() -> None:
    on = " ON lifelines_lifelinestep" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER lifeline_step_never_changes{on}")
