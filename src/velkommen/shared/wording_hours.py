"""Opening hours in the reader's language: what is wrong with them, when a place is open, and whether it is open now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from babel.dates import format_date, get_day_names
from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.hours.faults import HoursFault
from velkommen.domain.hours.periods import Season, Span
from velkommen.domain.hours.timetable import DAY, minute_of_day
from velkommen.domain.hours.words import Different, Line, Situation, Weekdays

WINTER = Season((10, 1), (3, 31))
FAR_AHEAD = 300  # days from which a date needs its year

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
        HoursFault.TEXT_TOO_INTRICATE: _(
            "The rules cut each other into more than %(most)s pieces. Write fewer rules, and single days as special days."
        ),
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
        HoursFault.YEAR_MISSING: _("Character %(at)s: “%(piece)s” needs a year at each of its dates, or at none."),
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


def day(local: date) -> str:
    """A day within a sentence, its weekday said: tirsdag den 24. november."""
    return str(format_date(local, "EEEE d MMMM" if _english() else "EEEE 'den' d. MMMM", locale=_locale()))


def clock(minute: int) -> str:
    """A time of day, from minutes after midnight: 10.00 in Danish, 10:00 in English."""
    return f"{minute // 60:02}{':' if _english() else '.'}{minute % 60:02}"


def hours(spans: Sequence[Span]) -> str:
    """The hours of a day: kl. 10.00-13.00."""
    if not spans:
        return gettext("closed")
    if spans == ((0, DAY),):
        return gettext("day and night")
    return ("" if _english() else "kl. ") + _listed([f"{clock(a)}-{clock(b)}" for a, b in spans])


def line(one: Line) -> str:
    """A line of the sign: mandag-fredag kl. 10.00-18.00."""
    limits = [_weeks(one), _season(one.season), _from(one.first), _last(one.last)]
    limits.append(gettext("public holidays too") if one.on_holidays else "")
    always = one.weekdays == ((0, 6),) and one.spans == ((0, DAY),)
    when = hours(one.spans) if always else f"{_weekdays(one.weekdays)} {hours(one.spans)}"
    return ", ".join(filter(None, [when, *limits]))


def different(one: Different) -> str:
    """Days that are not as usual: torsdag den 24. december: lukket (Juleaftensdag)."""
    days = day(one.first) if one.first == one.last else f"{day(one.first)} - {day(one.last)}"
    why = f" ({one.why})" if one.why else ""
    return f"{days}: {hours(one.spans)}{why}"


def now(one: Situation) -> str:
    """What is true at the moment, in one or two sentences."""
    facts = {"until": until(one.until, one.now), "why": one.why}
    facts["staffed_until"] = until(one.staffed_until, one.now)
    facts["opens"] = when(one.opens, one.now) if one.opens else ""
    facts["staffed_from"] = when(one.staffed_from, one.now) if one.staffed_from else ""
    facts["staffed_clock"] = _at(one.staffed_from) if one.staffed_from else ""
    return " ".join(str(sentence) % facts for sentence in _sentences(one))


def _sentences(one: Situation) -> list[str]:
    if one.is_open:
        return _while_open(one)
    closed = gettext("Closed today: %(why)s.") if one.why else gettext("Closed now.")
    if not one.opens:
        return [closed, gettext("The next opening is not known yet.")]
    if one.staffed_from and one.staffed_from > one.opens:
        return [closed, gettext("Opens for self-service %(opens)s."), _staffed_later(one.staffed_from, one.opens)]
    return [closed, gettext("Opens %(opens)s.")]


def _while_open(one: Situation) -> list[str]:
    if one.staffed and one.until == one.staffed_until:
        return [gettext("Open now until %(until)s.") if one.until else gettext("Open day and night.")]
    if one.staffed:
        after = gettext("Then self-service until %(until)s.") if one.until else gettext("Then self-service.")
        return [gettext("Open now, staffed until %(staffed_until)s."), after]
    present = gettext("Self-service now until %(until)s.") if one.until else gettext("Self-service day and night.")
    return [present, _staffed_later(one.staffed_from, one.now)] if one.staffed_from else [present]


def _staffed_later(begins: datetime, before: datetime) -> str:
    """That staff come, after a sentence about an earlier moment: the clock alone on the same day."""
    same_day = begins.date() == before.date()
    return gettext("Staffed from %(staffed_clock)s.") if same_day else gettext("Staffed again %(staffed_from)s.")


def when(moment: datetime, present: datetime) -> str:
    """A moment ahead as one would say it at present: today, tomorrow, a weekday of this week, a date."""
    ahead = (moment.date() - present.date()).days
    said = day(moment.date()) if ahead < FAR_AHEAD else f"{day(moment.date())} {moment.year}"
    facts = {"time": clock(minute_of_day(moment)), "weekday": weekday(moment.weekday()), "day": said}
    if ahead == 0:
        return gettext("today at %(time)s") % facts
    if ahead == 1:
        return gettext("tomorrow at %(time)s") % facts
    if ahead < 7:
        return gettext("on %(weekday)s at %(time)s") % facts
    return gettext("on %(day)s at %(time)s") % facts


def until(moment: datetime | None, present: datetime) -> str:
    """An end: the clock alone while it cannot be mistaken for that of another day."""
    if moment is None:
        return ""
    if moment - present <= timedelta(hours=18):
        return _at(moment, ends=True)
    return gettext("%(day)s at %(time)s") % {"day": day(moment.date()), "time": clock(minute_of_day(moment))}


def _at(moment: datetime, *, ends: bool = False) -> str:
    """The clock alone; an end at midnight is 24.00."""
    minute = minute_of_day(moment) or (DAY if ends else 0)
    return ("" if _english() else "kl. ") + clock(minute)


def _weekdays(runs: Weekdays) -> str:
    if runs == ((0, 6),):
        return gettext("every day")
    names = [weekday(a) if a == b else f"{weekday(a)}-{weekday(b)}" for a, b in runs]
    return _listed(names)


def _weeks(one: Line) -> str:
    if one.every == 2:
        return gettext("odd weeks") if one.week else gettext("even weeks")
    return "" if one.every == 1 else gettext("every %(every)s weeks") % {"every": one.every}


def _season(season: Season | None) -> str:
    if season is None:
        return ""
    if season == WINTER:
        return gettext("October to March")
    ends = [
        format_date(date(2024, *end), "d MMMM" if _english() else "d. MMMM", locale=_locale())
        for end in (season.first, season.last)
    ]
    return "-".join(dict.fromkeys(ends))


def _from(first: date | None) -> str:
    return gettext("from %(day)s") % {"day": in_full(first)} if first else ""


def _last(last: date | None) -> str:
    return gettext("until %(day)s") % {"day": in_full(last)} if last else ""


def in_full(local: date) -> str:
    """A date within a sentence: 9. oktober 2029."""
    return str(format_date(local, "d MMMM y" if _english() else "d. MMMM y", locale=_locale()))


def _listed(words: Sequence[str]) -> str:
    """One, two and three: joined by the word of the language."""
    return str(format_list(list(words), locale=_locale()))


def _english() -> bool:
    return (get_language() or "da").startswith("en")


def _locale() -> str:
    return "en_GB" if _english() else "da_DK"
