"""The evaluation report: what a desk does for people in a span, in chapters that answer a question each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import get_language, gettext

from velkommen.apps.evaluation.report import gather
from velkommen.apps.places.queries import municipality
from velkommen.domain.insight.registry import REGISTRY, Key
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.reports import summary
from velkommen.interfaces.reports.asked import Asked
from velkommen.interfaces.reports.chapters import (
    asked_people,
    asking,
    changing,
    coming,
    counting,
    growing,
    solving,
    waiting,
)
from velkommen.interfaces.reports.section import Definition, Report, Section
from velkommen.interfaces.reports.told import Told, over
from velkommen.shared.wording_measures import MEASURES

#: In the order of the report. A chapter that has nothing to say gives None.
CHAPTERS: Sequence[Callable[[Told], Section | None]] = (
    growing.section,
    growing.visiting,
    asking.section,
    asking.then_and_now,
    solving.section,
    solving.answering,
    waiting.section,
    coming.hours,
    coming.places,
    changing.section,
    asked_people.citizens,
    asked_people.staff,
    counting.section,
    coming.covering,
)
Progress = Callable[[str, float], None]


def evaluation(asked: Asked, progress: Progress = lambda text, share: None) -> Report:
    """The report in the active language. Its figures are of days that are over: made again, it is the same.

    Raises:
        Refusal: NOTHING_TO_REPORT.
    """
    progress(gettext("Reading the figures"), 0.0)
    home = municipality()
    # How often competences are used is about people: of all places together, or not at all.
    gathered = gather(asked.places, asked.first, asked.last, over(asked.last), volumes=asked.everywhere)
    told = Told(gathered, bool(home and home.invented), asked.everywhere)
    if not told.number:
        raise Refusal(Code.NOTHING_TO_REPORT)
    sections: list[Section] = []
    for index, chapter in enumerate(CHAPTERS):
        progress(gettext("Writing the chapters"), 0.6 + 0.2 * index / len(CHAPTERS))
        written = chapter(told)
        sections += [_told_apart(written)] if written else []
    return Report(
        language="en" if (get_language() or "da").startswith("en") else "da",
        title=gettext("Library and citizen service: an evaluation"),
        owner=home.name if home else "",
        places=_places(asked),
        first=asked.first,
        last=asked.last,
        invented=told.invented,
        summary=summary.summary(told),
        sections=sections,
        definitions=definitions(sections),
        method=method(),
        sources=sources(),
    )


def _told_apart(section: Section) -> Section:
    """A table called like the chart it stands below says that it is its figures: no heading stands twice."""
    charts = {chart.title for chart in section.charts}
    tables = [
        replace(one, title=gettext("{title}, in figures").format(title=one.title)) if one.title in charts else one
        for one in section.tables
    ]
    return replace(section, tables=tables)


def _places(asked: Asked) -> str:
    """All places, or those chosen by name."""
    if asked.everywhere and len(asked.places) > 1:
        return gettext("All places")
    return ", ".join(place.name for place in asked.places)


def definitions(sections: Sequence[Section]) -> list[Definition]:
    """What the measures of the chapters mean, in the order of the registry."""
    used = {key for section in sections for key in section.measures}
    return [_definition(key) for key in Key if key in used]


def _definition(key: Key) -> Definition:
    words, pages = MEASURES[key], REGISTRY[key].pages
    source = gettext("the report of 2010, p. {pages}").format(pages=pages) if pages else gettext("our own choice")
    return Definition(key, str(words.name), str(words.means), str(words.formula), source, str(words.caveat))


def method() -> list[str]:
    return [
        gettext(
            "Every figure is a sum of single enquiries, counted at the desks as they happened or from sheets that were imported. What was "
            "taken back counts nowhere; who is still being helped is in the number and in no outcome. Nothing is kept of who came."
        ),
        gettext(
            "Times are told as “half at most” and “nine of ten at most”, to the upper end of a class of a few seconds (up to two "
            "minutes), fifteen seconds (up to ten minutes), or more. They are worked out of "
            "all waits together, never as averages of averages."
        ),
        gettext(
            "Growth compares the same dates a year before, or the same weekdays where the span is shorter than four weeks, and only places "
            "that counted in both."
        ),
        gettext(
            "Intervals take what was counted as a sample of what came: Wilson's interval at 95 %, narrowed by the share of staffed hours "
            "something was counted in. Where every staffed hour was counted in, the share is exact and has none."
        ),
        gettext(
            "Numbers from one to four are left out, and so many others that they cannot be worked out from sums. A zero is told."
        ),
        gettext(
            "The report says what was counted, not why. That something changed after something else is no "
            "proof that it changed because of it."
        ),
    ]


def sources() -> list[str]:
    return [
        gettext("The municipality's own counts, in Velkommen."),
        "Hanne Marie Knudsen: “Bibliotek & Borgerservice – du er altid velkommen!”. Danmarks Biblioteksforening, 2010.",
    ]
