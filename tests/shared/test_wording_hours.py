"""Hours in words, in both languages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from velkommen.domain.hours.faults import HoursFault, fault
from velkommen.domain.hours.periods import Season
from velkommen.domain.hours.words import Different, Line, Situation
from velkommen.shared import wording_hours
from velkommen.shared.wording import sentence
from velkommen.shared.wording_hours import HOURS_FAULTS

ZONE = ZoneInfo("Europe/Copenhagen")
TEN, TWO, SIX = 600, 840, 1080
WEEK = Line(((0, 4),), ((TEN, SIX),))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


NOW = at(24, 9)  # a Tuesday
OPEN = Situation(NOW, is_open=True, until=at(24, 18))
ALWAYS = Situation(NOW, is_open=True)
SHUT = Situation(NOW, is_open=False)


def told(tell: Callable[[], str]) -> tuple[str, str]:
    """What is told in Danish and in English."""
    with translation.override("da"):
        danish = tell()
    with translation.override("en"):
        return danish, tell()


@pytest.mark.parametrize(
    ("line", "danish", "english"),
    [
        (WEEK, "mandag-fredag kl. 10.00-18.00", "Monday-Friday 10:00-18:00"),
        (replace(WEEK, weekdays=((5, 5),)), "lørdag kl. 10.00-18.00", "Saturday 10:00-18:00"),
        (
            replace(WEEK, weekdays=((0, 1), (3, 3)), spans=((540, 720), (780, 960))),
            "mandag-tirsdag og torsdag kl. 09.00-12.00 og 13.00-16.00",
            "Monday-Tuesday and Thursday 09:00-12:00 and 13:00-16:00",
        ),
        (replace(WEEK, weekdays=((0, 6),), spans=((0, 1440),)), "hele døgnet", "day and night"),
        (
            replace(WEEK, weekdays=((6, 6),), season=Season((10, 1), (3, 31))),
            "søndag kl. 10.00-18.00, oktober til marts",
            "Sunday 10:00-18:00, October to March",
        ),
        (
            replace(WEEK, season=Season((6, 15), (8, 15))),
            "mandag-fredag kl. 10.00-18.00, 15. juni-15. august",
            "Monday-Friday 10:00-18:00, 15 June-15 August",
        ),
        (
            replace(WEEK, first=date(2027, 1, 1)),
            "mandag-fredag kl. 10.00-18.00, fra 1. januar 2027",
            "Monday-Friday 10:00-18:00, from 1 January 2027",
        ),
        (
            replace(WEEK, last=date(2026, 12, 31), on_holidays=True),
            "mandag-fredag kl. 10.00-18.00, til 31. december 2026, også på helligdage",
            "Monday-Friday 10:00-18:00, until 31 December 2026, public holidays too",
        ),
        (
            replace(WEEK, weekdays=((1, 1),), every=2),
            "tirsdag kl. 10.00-18.00, lige uger",
            "Tuesday 10:00-18:00, even weeks",
        ),
        (
            replace(WEEK, weekdays=((1, 1),), every=2, week=1),
            "tirsdag kl. 10.00-18.00, ulige uger",
            "Tuesday 10:00-18:00, odd weeks",
        ),
    ],
)
def test_a_line_of_the_sign(line: Line, danish: str, english: str) -> None:
    assert told(lambda: wording_hours.line(line)) == (danish, english)


@pytest.mark.parametrize(
    ("days", "danish", "english"),
    [
        (
            Different(date(2026, 12, 24), date(2026, 12, 24), (), "Juleaftensdag"),
            "torsdag den 24. december: lukket (Juleaftensdag)",
            "Thursday 24 December: closed (Juleaftensdag)",
        ),
        (
            Different(date(2026, 12, 28), date(2026, 12, 30), ((TEN, TWO),), ""),
            "mandag den 28. december - onsdag den 30. december: kl. 10.00-14.00",
            "Monday 28 December - Wednesday 30 December: 10:00-14:00",
        ),
    ],
)
def test_days_that_are_different(days: Different, danish: str, english: str) -> None:
    assert told(lambda: wording_hours.different(days)) == (danish, english)


@pytest.mark.parametrize(
    ("situation", "danish", "english"),
    [
        (
            replace(OPEN, staffed=True, staffed_until=at(24, 18)),
            "Åbent nu til kl. 18.00.",
            "Open now until 18:00.",
        ),
        (
            replace(OPEN, until=at(24, 22), staffed=True, staffed_until=at(24, 18)),
            "Åbent nu, betjent til kl. 18.00. Derefter selvbetjent til kl. 22.00.",
            "Open now, staffed until 18:00. Then self-service until 22:00.",
        ),
        (
            replace(OPEN, staffed_from=at(24, 10)),
            "Selvbetjent nu til kl. 18.00. Betjent fra kl. 10.00.",
            "Self-service now until 18:00. Staffed from 10:00.",
        ),
        (
            replace(OPEN, until=at(25, 0), staffed_from=at(25, 10)),
            "Selvbetjent nu til kl. 24.00. Betjent igen i morgen kl. 10.00.",
            "Self-service now until 24:00. Staffed again tomorrow at 10:00.",
        ),
        (ALWAYS, "Selvbetjent hele døgnet.", "Self-service day and night."),
        (replace(ALWAYS, staffed=True), "Åbent hele døgnet.", "Open day and night."),
        (
            replace(OPEN, until=at(26, 18), staffed=True, staffed_until=at(26, 18)),
            "Åbent nu til torsdag den 26. november kl. 18.00.",
            "Open now until Thursday 26 November at 18:00.",
        ),
        (
            replace(SHUT, opens=at(24, 10), staffed_from=at(24, 10)),
            "Lukket nu. Åbner i dag kl. 10.00.",
            "Closed now. Opens today at 10:00.",
        ),
        (
            replace(SHUT, opens=at(25, 10), staffed_from=at(25, 10)),
            "Lukket nu. Åbner i morgen kl. 10.00.",
            "Closed now. Opens tomorrow at 10:00.",
        ),
        (
            replace(SHUT, opens=at(27, 10), staffed_from=at(27, 10), why="Personalemøde"),
            "Lukket i dag: Personalemøde. Åbner på fredag kl. 10.00.",
            "Closed today: Personalemøde. Opens on Friday at 10:00.",
        ),
        (
            replace(SHUT, now=at(1, 9), opens=at(24, 10), staffed_from=at(24, 10)),
            "Lukket nu. Åbner tirsdag den 24. november kl. 10.00.",
            "Closed now. Opens on Tuesday 24 November at 10:00.",
        ),
        (
            replace(SHUT, now=datetime(2026, 1, 2, 9, tzinfo=ZONE), opens=at(24, 10), staffed_from=at(24, 10)),
            "Lukket nu. Åbner tirsdag den 24. november 2026 kl. 10.00.",
            "Closed now. Opens on Tuesday 24 November 2026 at 10:00.",
        ),
        (
            replace(SHUT, opens=at(25, 8), staffed_from=at(25, 10)),
            "Lukket nu. Åbner for selvbetjening i morgen kl. 08.00. Betjent fra kl. 10.00.",
            "Closed now. Opens for self-service tomorrow at 08:00. Staffed from 10:00.",
        ),
        (SHUT, "Lukket nu. Næste åbning er ikke kendt endnu.", "Closed now. The next opening is not known yet."),
    ],
)
def test_what_is_true_just_now(situation: Situation, danish: str, english: str) -> None:
    assert told(lambda: wording_hours.now(situation)) == (danish, english)


def test_every_fault_of_hours_has_a_sentence() -> None:
    assert set(HOURS_FAULTS) == set(HoursFault)


def test_a_refusal_of_hours_says_where_and_the_cure() -> None:
    overlap = fault(HoursFault.OVERLAP, weekday=0, span="10:00-14:00", other_span="12:00-16:00")
    assert told(lambda: sentence(overlap)) == (
        "Mandag: 10:00-14:00 og 12:00-16:00 overlapper. Gør den ene kortere, eller slå dem sammen.",
        "Monday: 10:00-14:00 and 12:00-16:00 overlap. Shorten one of them, or make one of the two.",
    )


@pytest.mark.parametrize("what", HoursFault)
def test_no_fault_leaves_a_hole(what: HoursFault) -> None:
    facts = ("piece", "span", "turned", "first", "last", "other_span", "stop", "other_stop")
    said = told(lambda: sentence(fault(what, weekday=1, at=7, most=2000, **dict.fromkeys(facts, "x"))))
    assert not any("–" in text or "%(" in text for text in said)
