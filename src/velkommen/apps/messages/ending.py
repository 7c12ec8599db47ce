"""The end of a message: its address goes, what came of it is counted, both in one transaction."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from velkommen.apps.messages.models import Message, MessageCount
from velkommen.domain.messages import State
from velkommen.shared import clock

_COUNT = f"""INSERT INTO {MessageCount._meta.db_table} (service_point_id, day, purpose, channel, outcome, number)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (service_point_id, day, purpose, channel, outcome)
    DO UPDATE SET number = {MessageCount._meta.db_table}.number + excluded.number"""  # noqa: S608 - no value in the text


def end(rows: Sequence[Message], state: State, at: datetime, *, why: str = "", provider_id: str = "") -> None:
    """End messages that the caller's transaction has locked and that are not over yet."""
    if not rows:
        return
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=state.value, done_at=at, to="", facts={}, lease_until=None, why=why, provider_id=provider_id
    )
    ended = Counter((row.service_point_id, row.purpose, row.channel) for row in rows)
    with connection.cursor() as cursor:
        for (place, purpose, channel), number in sorted(
            ended.items()
        ):  # in one order, or two workers could wait for each other
            cursor.execute(_COUNT, [place, clock.local_day(at), purpose, channel, state.value, number])
