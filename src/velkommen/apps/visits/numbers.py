"""Drawing a number: one upsert of the counter row, in the caller's transaction, so an abort leaves no hole."""

from datetime import date

from django.db import connection

from velkommen.apps.visits.models import DayCounter


def draw(place: int, day: date, letter: str) -> int:
    """The next number of a letter at a place on a local day, from 1. Locks the counter row until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {DayCounter._meta.db_table} (service_point_id, day, letter, last) VALUES (%s, %s, %s, 1)
                ON CONFLICT (service_point_id, day, letter) DO UPDATE SET last = {DayCounter._meta.db_table}.last + 1
                RETURNING last""",  # noqa: S608 - the table's name comes from the model
            [place, day, letter],
        )
        return int(cursor.fetchone()[0])
