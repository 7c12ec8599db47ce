"""What can be wrong with hours. Each fault has one sentence with its cure in `shared.wording_hours`."""

from enum import StrEnum

from velkommen.domain.hours.periods import Span
from velkommen.domain.refusals import Code, Fact, Refusal

SHOWN = 40  # characters of a text that a sentence quotes


class HoursFault(StrEnum):
    """A fault of one period, of two together, or (from TEXT_EMPTY on) of hours written as text."""

    WEEKDAY_MISSING = "weekday_missing"
    WEEKDAY_UNKNOWN = "weekday_unknown"
    OUTSIDE_THE_DAY = "outside_the_day"
    SPAN_EMPTY = "span_empty"
    SPAN_REVERSED = "span_reversed"
    VALIDITY_REVERSED = "validity_reversed"
    SEASON_UNKNOWN = "season_unknown"
    WEEKS_UNKNOWN = "weeks_unknown"
    OVERLAP = "overlap"
    STOPS_OVERLAP = "stops_overlap"

    TEXT_EMPTY = "text_empty"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_TOO_INTRICATE = "text_too_intricate"
    NOT_UNDERSTOOD = "not_understood"
    TIME_MISSING = "time_missing"
    TIME_UNKNOWN = "time_unknown"
    PAST_MIDNIGHT = "past_midnight"
    NO_END = "no_end"
    SUN = "sun"
    DAY_UNKNOWN = "day_unknown"
    YEAR_MISSING = "year_missing"
    MONTH_MISSING = "month_missing"
    DATES_REVERSED = "dates_reversed"
    ODD_WEEKS = "odd_weeks"
    NTH_WEEKDAY = "nth_weekday"
    SCHOOL_HOLIDAYS = "school_holidays"
    EASTER = "easter"
    SHIFTED = "shifted"
    FALLBACK = "fallback"
    PERHAPS = "perhaps"
    QUOTE_OPEN = "quote_open"


def fault(what: HoursFault, **facts: Fact) -> Refusal:
    """A refusal BAD_HOURS; `piece` quotes the hours that were typed, `at` is its place in them, counted from 1."""
    if "piece" in facts:
        facts["piece"] = str(facts["piece"])[:SHOWN]
    return Refusal(Code.BAD_HOURS, fault=what.value, **facts)


def shown(span: Span) -> str:
    """A span as a fact of a refusal: 10:00-18:00."""
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in span)
