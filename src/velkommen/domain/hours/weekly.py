"""Days with their stretches, said as what comes back: for calendars and open data, which know weeks and no holidays of ours."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from velkommen.domain.hours.periods import Span

STEPS = (7, 14)  # days between one time and the next that count as coming back


@dataclass(frozen=True, order=True)
class Weekly:
    """One stretch on one weekday, from a day to a day, both included, every week or every second one.

    A single day is a run of one week. What lies between two runs (a holiday, a closed week) is simply not in them.
    """

    first: date
    last: date
    weekday: int
    span: Span
    weeks: int = 1

    def days(self) -> Iterator[date]:
        for ahead in range(0, (self.last - self.first).days + 1, 7 * self.weeks):
            yield self.first + timedelta(days=ahead)


def weekly(days: Mapping[date, Sequence[Span]]) -> list[Weekly]:
    """The runs that are these days and no others, the earliest first."""
    found: dict[tuple[int, Span], list[date]] = defaultdict(list)
    for day in sorted(days):
        for span in days[day]:
            found[day.weekday(), span].append(day)
    return sorted(
        Weekly(run[0], run[-1], weekday, span, _step(run) // 7)
        for (weekday, span), times in found.items()
        for run in _runs(times)
    )


def _runs(times: list[date]) -> Iterator[list[date]]:
    """The times cut where the step to the next one changes."""
    run: list[date] = []
    for day in times:
        step = (day - run[-1]).days if run else 0
        if run and (step not in STEPS or (len(run) > 1 and step != _step(run))):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _step(run: list[date]) -> int:
    return (run[1] - run[0]).days if len(run) > 1 else 7
