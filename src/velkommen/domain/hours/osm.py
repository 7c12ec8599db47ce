"""Hours from OSM `opening_hours` text: taken to the letter, or refused. (`osm_export` writes them.)

The trap of the text is its separators: a rule after `;` takes the place of all before it on the days it names, a rule after
`,` adds to them, and a rule that says `off` takes away. Here periods only add up, so a reading takes the days of a later rule
out of the earlier ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from velkommen.domain.hours.days import A_DAY, Days, Holidays
from velkommen.domain.hours.faults import HoursFault, fault
from velkommen.domain.hours.osm_rules import Rule, rules
from velkommen.domain.hours.periods import Period, Span, SpecialDay
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.intervals import merged, without

A_FEW = timedelta(days=30)  # dates this near to each other are special days; longer stretches are periods

MOST_PIECES = 300  # of days that differ: no timetable that anybody keeps in mind


@dataclass(frozen=True)
class Reading:
    """What a text says.

    Args:
        periods: what comes back.
        special: the dates with hours of their own.
        on_holidays: what comes back on public holidays and on no other day.
    """

    periods: tuple[Period, ...]
    special: Mapping[date, SpecialDay]
    on_holidays: tuple[Period, ...] = ()

    def timetable(self, kept: Mapping[date, str]) -> Timetable:
        """The hours, where these public holidays (day -> name) are kept."""
        return Timetable(self.periods, {**self.special_on(kept), **self.special}, kept)

    def special_on(self, kept: Mapping[date, str]) -> dict[date, SpecialDay]:
        """The public holidays that have hours of their own, as the special days they are."""
        found = {}
        for day, name in kept.items():
            spans = [period.span for period in self.on_holidays if period.holds(day)]
            if spans:
                usual = [period.span for period in self.periods if period.on_holidays and period.holds(day)]
                found[day] = SpecialDay(merged(spans + usual), name)
        return found


def read(text: str) -> Reading:
    """The hours a text says.

    Raises:
        Refusal: BAD_HOURS with what is not understood or not kept here, its place, and in words the cure.
    """
    found = rules(text)
    hours = _Hours()
    for place, rule in enumerate(found):
        hours.take(rule, later=found[place + 1 :])
        if len(hours.usual) > MOST_PIECES:
            raise fault(HoursFault.TEXT_TOO_INTRICATE, most=MOST_PIECES)
    return hours.reading()


Piece = tuple[Days, tuple[Span, ...]]


@dataclass
class _Hours:
    """Hours while rule after rule is taken in: which days have which spans, no minute said twice."""

    usual: list[Piece] = field(default_factory=list)
    special: dict[date, SpecialDay] = field(default_factory=dict)

    def take(self, rule: Rule, later: Sequence[Rule]) -> None:
        replaces = not rule.spans or not (rule.adds or rule.off)
        if replaces and _few(rule) and not any(_about_holidays(other) for other in later):
            self.special |= {day: SpecialDay(rule.spans, rule.why) for days in rule.days for day in _dates(days)}
        elif replaces:
            self._replace(rule)
        else:
            self._change(rule)

    def _replace(self, rule: Rule) -> None:
        self.special = {day: said for day, said in self.special.items() if not _names(rule, day)}
        for named in rule.days:
            self.usual = [(piece, spans) for days, spans in self.usual for piece in days.without(named)]
            if not rule.off:
                self.usual.append((named, rule.spans))

    def _change(self, rule: Rule) -> None:
        self.special = {
            day: replace(said, spans=_changed(said.spans, rule)) if _names(rule, day) else said
            for day, said in self.special.items()
        }
        fresh = [] if rule.off else list(rule.days)
        for days, _ in [one for one in self.usual if _touch(one[1], rule.spans)]:
            fresh = [piece for one in fresh for piece in one.without(days)]
        for named in rule.days:
            self.usual = [piece for one in self.usual for piece in _split(one, named, rule)]
        self.usual += [(days, rule.spans) for days in fresh]

    def reading(self) -> Reading:
        plain = [(days, spans) for days, spans in self.usual if days.holidays is not Holidays.ONLY]
        holiday = [(days, spans) for days, spans in self.usual if days.holidays is Holidays.ONLY]
        return Reading(tuple(_periods(plain)), self.special, tuple(_periods(holiday)))


def _split(one: Piece, named: Days, rule: Rule) -> list[Piece]:
    """A piece with its spans changed on the days a rule names."""
    days, spans = one
    changed = _changed(spans, rule)
    if changed == spans or not _touch(spans, rule.spans):
        return [one]
    return [(piece, changed) for piece in days.both(named)] + [(piece, spans) for piece in days.without(named)]


def _changed(spans: tuple[Span, ...], rule: Rule) -> tuple[Span, ...]:
    return without(spans, rule.spans) if rule.off else merged(spans + rule.spans)


def _touch(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    return len(merged(one + other)) < len(one) + len(other)


def _few(rule: Rule) -> bool:
    return rule.dated and all(days.last and days.first and days.last - days.first <= A_FEW for days in rule.days)


def _about_holidays(rule: Rule) -> bool:
    return any(days.holidays is not Holidays.TOO for days in rule.days)


def _names(rule: Rule, day: date) -> bool:
    return any(days.holds(day, holiday=False) for days in rule.days)


def _dates(days: Days) -> list[date]:
    assert days.first
    assert days.last
    return [days.first + ahead * A_DAY for ahead in range((days.last - days.first).days + 1)]


def _periods(found: Iterable[Piece]) -> list[Period]:
    """Periods in the order of the week; those that differ in their weekdays alone are one."""
    weekdays: dict[Period, frozenset[int]] = {}
    for days, spans in found:
        for span in spans:
            period = replace(days.period(span), weekdays=frozenset())
            weekdays[period] = weekdays.get(period, frozenset()) | days.weekdays
    whole = [replace(period, weekdays=named) for period, named in weekdays.items()]
    return sorted(whole, key=lambda period: (sorted(period.weekdays), period.span))
