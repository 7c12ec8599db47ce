"""The appointments a change would hit, said before it is made."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext, ngettext

from velkommen.apps.appointments import weeks
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.placement.town import Town
from velkommen.shared import clock
from velkommen.shared.wording_hours import clock as time_word
from velkommen.shared.wording_hours import day as day_word

SHOWN_HIT = 10  # appointments named


def hit(place: int, at: datetime, *, town: Town) -> Iterator[tuple[str, str]]:
    """The appointments a place could no longer keep in a town as it would be: how many, and the first of them."""
    lost = weeks.hit(place, at, town=town)
    if not lost:
        return
    yield "loses", hit_in_words(len(lost))
    for one in lost[:SHOWN_HIT]:
        local = clock.local(one.starts_at)
        facts = {
            "day": day_word(local.date()),
            "time": time_word(minute_of_day(local)),
            "place": one.service_point.name,
        }
        yield "note", gettext("The appointment on %(day)s at %(time)s, %(place)s") % facts
    if len(lost) > SHOWN_HIT:
        more = len(lost) - SHOWN_HIT
        yield "note", ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more}


def hit_in_words(number: int) -> str:
    """How many appointments a change would hit."""
    text = ngettext(
        "%(number)s appointment could not be kept as it was planned. It stays booked, and waits for your decision",
        "%(number)s appointments could not be kept as they were planned. They stay booked, and wait for your decision",
        number,
    )
    return text % {"number": number}
