"""The tables of the statistics page. The same rows stand on the screen and in the file one downloads."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from velkommen.apps.evaluation.statistics import CategoryLine, Statistics, TaskLine
from velkommen.apps.placement import book
from velkommen.domain.insight.registry import Key
from velkommen.domain.outcomes import Outcome
from velkommen.domain.report2010 import Category
from velkommen.interfaces.office import sentences
from velkommen.interfaces.web.tables import concluded
from velkommen.interfaces.web.tables import few as numbers_of_few
from velkommen.interfaces.web.tables.table import UNTOLD, Bar, Cell, Hours, Per, Table
from velkommen.interfaces.web.templatetags.words import outcome_word
from velkommen.shared import clock
from velkommen.shared.wording_enquiries import UNITS
from velkommen.shared.wording_tasks import name_on

GAPS_SHOWN = 20
PLACES_PRINTED, TASKS_PRINTED, GAPS_PRINTED = 8, 9, 3


def tables(figures: Statistics, *, few: bool = False) -> list[Table]:
    """Every table of the page, in its order. One place needs no table of places; `few`: numbers of a few are kept back."""
    return [
        outcomes(figures, few=few),
        times(figures, few=few),
        *([places(figures, few=few)] if len(figures.places) > 1 else ()),
        units(figures, few=few),
        gaps(figures),
        tasks_alone(figures) if few else tasks(figures),
        categories(figures.categories, few=few),
    ]


def outcomes(figures: Statistics, *, few: bool) -> Table:
    known = numbers_of_few.in_words(figures.with_outcome, few=few)
    coverage = gettext("An outcome is known of {share} of the enquiries.").format(share=known)
    meaning = gettext(
        "Solved at first contact: solved here, helped to self-service or solved with an expert, of all that were "
        "answered. Those who left were not answered."
    )
    counts = {line.key: line.number for line in figures.outcomes}
    cells = numbers_of_few.numbers(counts, few=few)
    rows: list[tuple[Cell, ...]] = [(outcome_word(key), *cells[key]) for key in counts]
    return Table(
        "outcomes",
        sentences.solved_title(figures, hide=few),
        (gettext("Outcome"), gettext("Number"), gettext("Share")),
        rows,
        total=numbers_of_few.total(counts, few=few),
        bars=numbers_of_few.bars(rows),
        notes=numbers_of_few.notes(rows, meaning, *([coverage] if known else [])),
        measure=Key.SOLVED,
    )


def times(figures: Statistics, *, few: bool) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (str(sentences.TIMES[kind]), *numbers_of_few.spread(found, few=few)) for kind, found in figures.times.items()
    ]
    return Table(
        "times",
        sentences.times_title(figures),
        (
            gettext("Time"),
            gettext("Mean"),
            gettext("Half at most"),
            gettext("Nine of ten at most"),
            gettext("Measured"),
        ),
        rows,
        notes=numbers_of_few.notes(
            rows,
            gettext("Measurements marked as unreliable are left out of the times, not out of the counts."),
            gettext("Numbers called that nobody came for: {share}.").format(
                share=numbers_of_few.said_share(figures.no_shows, few=few)
            ),
        ),
        measure=Key.WAITING,
    )


def places(figures: Statistics, *, few: bool) -> Table:
    counts = {line.place.pk: line.number for line in figures.places}
    cells = numbers_of_few.numbers(counts, few=few)
    rows = [(line.place.name, *cells[line.place.pk]) for line in figures.places]
    return Table(
        "places",
        gettext("Where people came") if any(UNTOLD in row for row in rows) else sentences.places_title(figures),
        (gettext("Place"), gettext("Number"), gettext("Share")),
        rows,
        total=numbers_of_few.total(counts, few=few),
        bars=numbers_of_few.bars(rows),
        notes=numbers_of_few.notes(rows),
        printed=PLACES_PRINTED,
        measure=Key.PLACES,
    )


def units(figures: Statistics, *, few: bool) -> Table:
    counts = {line.key: line.number for line in figures.units}
    cells = numbers_of_few.numbers(counts, few=few)
    rows: list[tuple[Cell, ...]] = [(str(UNITS[key]), *cells[key]) for key in counts]
    return Table(
        "units",
        gettext("Who answered"),
        (gettext("Unit"), gettext("Answered"), gettext("Share")),
        rows,
        total=numbers_of_few.total(counts, few=few),
        notes=numbers_of_few.notes(rows, gettext("By the unit of the person at the desk, wherever the desk is.")),
        measure=Key.UNITS,
    )


def tasks(figures: Statistics) -> Table:
    """Task by outcome; only outcomes that occur have a column."""
    seen = [outcome for outcome in ("", *Outcome) if any(line.outcomes.get(outcome) for line in figures.tasks)]
    names = [outcome_word(outcome) if outcome else gettext("No outcome yet") for outcome in seen]
    town, today = book.town(), clock.local_day(clock.now())
    called = {line.task.key: name_on(town, line.task.key, today) for line in figures.tasks}
    rows = [_task_row(line, called, seen) for line in figures.tasks]
    total: list[Cell] = [gettext("Total"), figures.number, Per(100 if figures.number else 0)]
    total += [sum(line.outcomes.get(outcome, 0) for line in figures.tasks) for outcome in seen]
    return Table(
        "tasks",
        sentences.tasks_title(figures, called),
        (gettext("Task"), gettext("Number"), gettext("Share"), *names),
        rows,
        total=total if rows else (),
        printed=TASKS_PRINTED,
        measure=Key.TASKS,
    )


def tasks_alone(figures: Statistics) -> Table:
    """For who does not work there: how it ended is told of all tasks together, and no number of a few."""
    town, today = book.town(), clock.local_day(clock.now())
    called = {line.task.key: name_on(town, line.task.key, today) for line in figures.tasks}
    counts = {line.task.key: line.number for line in figures.tasks}
    cells = numbers_of_few.numbers(counts, few=True)
    rows = [(called[key], *cells[key]) for key in counts]
    return Table(
        "tasks",
        sentences.tasks_title(figures, called, untold=bool(rows) and UNTOLD in rows[0]),
        (gettext("Task"), gettext("Number"), gettext("Share")),
        rows,
        total=numbers_of_few.total(counts, few=True),
        notes=numbers_of_few.notes(rows),
        printed=TASKS_PRINTED,
        measure=Key.TASKS,
    )


def _task_row(line: TaskLine, called: Mapping[str, str], seen: Sequence[str]) -> list[Cell]:
    numbers = [line.outcomes.get(outcome, 0) for outcome in seen]
    return [called[line.task.key], line.number, Per(line.percent), *numbers]


def categories(lines: Sequence[CategoryLine], key: str = "categories", *, few: bool) -> Table:
    """Ours beside those of 2009. Where a number is kept back there is no picture: a length would tell it."""
    source = gettext(
        "Source of 2009: the report “Bibliotek & Borgerservice – du er altid velkommen!” (2010), p. 15: "
        "Skanderborg's libraries, January to October 2009."
    )
    mixed = gettext(
        "The report mixed topics and outcomes; here an enquiry is counted the same way: a referral or help to "
        "self-service overrides the topic."
    )
    counts = {line.category: line.number for line in lines}
    cells = numbers_of_few.numbers(counts, few=few)
    rows: list[tuple[Cell, ...]] = [
        (concluded.category_name(line.category), *cells[line.category], Per(line.in_2009)) for line in lines
    ]
    secret = any(cell is UNTOLD for row in rows for cell in row)
    bars = [] if secret else [Bar(concluded.category_name(line.category), line.percent, line.in_2009) for line in lines]
    total = numbers_of_few.total(counts, few=few)
    return Table(
        key,
        sentences.categories_title(lines, untold=bool(lines) and UNTOLD in cells[Category.OTHER]),
        (gettext("Category"), gettext("Number"), gettext("Here"), gettext("Skanderborg 2009")),
        rows,
        total=[*total, Per(100)] if total else (),
        beside="Skanderborg 2009",
        bars=bars,
        notes=numbers_of_few.notes(rows, mixed, source),
        measure=Key.CATEGORIES,
    )


def gaps(figures: Statistics) -> Table:
    names = {line.place.pk: line.place.name for line in figures.places}
    return Table(
        "gaps",
        sentences.gaps_title(figures),
        (gettext("Day"), gettext("Place"), gettext("Nothing counted")),
        [(gap.day, names.get(gap.place, ""), Hours(gap.starts, gap.ends)) for gap in figures.coverage.gaps],
        notes=[gettext("An hour nobody counted in is a gap, not a zero: we do not know whether anybody came.")],
        shown=GAPS_SHOWN,
        printed=GAPS_PRINTED,
        measure=Key.COVERAGE,
    )
