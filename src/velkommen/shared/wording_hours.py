"""Opening hours in the reader's language: what is wrong with them, when a place is open, and whether it is open now."""

from collections.abc import Mapping
from types import MappingProxyType

from babel.dates import get_day_names
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from velkommen.domain.hours.faults import HoursFault

#: What is wrong with hours: the sentence of BAD_HOURS.
HOURS_FAULTS: Mapping[str, Promise] = MappingProxyType(
    {
        HoursFault.WEEKDAY_MISSING: _("No weekday is chosen. Choose at least one."),
        HoursFault.WEEKDAY_UNKNOWN: _("There is no weekday “%(piece)s”. Choose from Monday to Sunday."),
        HoursFault.OUTSIDE_THE_DAY: _("%(span)s does not lie within one day. Choose times from 00:00 to 24:00."),
        HoursFault.SPAN_EMPTY: _("%(span)s is no time at all. Let it close after it opens, or delete it."),
        HoursFault.SPAN_REVERSED: _(
            "%(span)s closes before it opens. Write %(turned)s, or end at 24:00 and go on from 00:00 on the next day."
        ),
        HoursFault.VALIDITY_REVERSED: _(
            "The hours end on %(last)s, before they begin on %(first)s. Swap the two days."
        ),
        HoursFault.SEASON_UNKNOWN: _("The season begins or ends on a day that no year has. Choose another day."),
        HoursFault.WEEKS_UNKNOWN: _("These weeks never come. For every second week choose even or odd weeks."),
        HoursFault.OVERLAP: _(
            "%(weekday)s: %(span)s and %(other_span)s overlap. Shorten one of them, or make one of the two."
        ),
        HoursFault.STOPS_OVERLAP: _(
            "%(weekday)s: the bus cannot be at %(stop)s (%(span)s) and at %(other_stop)s (%(other_span)s) at once. "
            "Move or shorten one of the stops."
        ),
        HoursFault.TEXT_EMPTY: _("No hours are written. Write for example: Mo-Fr 10:00-18:00; Sa 10:00-14:00"),
        HoursFault.TEXT_TOO_LONG: _("The text has more than %(most)s characters. Write the rest as special days."),
        HoursFault.NOT_UNDERSTOOD: _(
            "Character %(at)s: “%(piece)s” is not understood here. Write days, then times: Mo-Fr 10:00-18:00; Dec 24 off"
        ),
        HoursFault.TIME_MISSING: _("Character %(at)s: after the days there must be times, or “off”."),
        HoursFault.TIME_UNKNOWN: _("Character %(at)s: “%(piece)s” is no time of day. Write it like 10:00-18:00."),
        HoursFault.PAST_MIDNIGHT: _(
            "Character %(at)s: “%(piece)s” runs past midnight or backwards. End at 24:00 and go on the next day from 00:00."
        ),
        HoursFault.NO_END: _("Character %(at)s: “%(piece)s” has no end. Write when it closes."),
        HoursFault.SUN: _("Character %(at)s: “%(piece)s” follows the sun. Write times of the clock."),
        HoursFault.DAY_UNKNOWN: _("Character %(at)s: there is no day “%(piece)s”. Put the date right."),
        HoursFault.YEAR_MISSING: _("Character %(at)s: “%(piece)s” needs a year at both ends, or at none."),
        HoursFault.MONTH_MISSING: _("Character %(at)s: write the month before each day: Dec 24,Dec 31"),
        HoursFault.DATES_REVERSED: _("Character %(at)s: “%(piece)s” ends before it begins. Swap the two ends."),
        HoursFault.ODD_WEEKS: _(
            "Character %(at)s: “%(piece)s” are not weeks that come back all year. "
            "Write week 1-53/2 for odd and week 2-53/2 for even weeks; give other weeks as dates."
        ),
        HoursFault.NTH_WEEKDAY: _("Character %(at)s: “%(piece)s” counts weekdays of a month. Give the dates instead."),
        HoursFault.SCHOOL_HOLIDAYS: _(
            "Character %(at)s: school holidays differ from place to place. Give their dates."
        ),
        HoursFault.EASTER: _("Character %(at)s: write PH for all public holidays, or give the dates of Easter."),
        HoursFault.SHIFTED: _("Character %(at)s: “%(piece)s” moves a day. Give the dates instead."),
        HoursFault.FALLBACK: _(
            "Character %(at)s: “||” is not used here. Keep staffed and unstaffed hours in two texts, and separate rules by “;”."
        ),
        HoursFault.PERHAPS: _(
            "Character %(at)s: “%(piece)s” says neither open nor closed. Write “open” or “off” before it."
        ),
        HoursFault.QUOTE_OPEN: _("Character %(at)s: the quote is not closed. Add a second quotation mark."),
    }
)


def weekday(number: int) -> str:
    """The name of a weekday as it stands within a sentence; 0 is Monday."""
    return str(get_day_names("wide", locale=_locale())[number])


def _english() -> bool:
    return (get_language() or "da").startswith("en")


def _locale() -> str:
    return "en_GB" if _english() else "da_DK"
