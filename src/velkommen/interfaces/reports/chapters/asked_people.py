"""What do people say of the desk, citizens and staff? Whole rounds that are over, and nothing of few."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext

from velkommen.apps.surveys.queries import Results, between
from velkommen.domain.measures import Share
from velkommen.domain.survey_results import Line
from velkommen.domain.surveys import QUESTIONS, Audience
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Told
from velkommen.interfaces.web.charts.chart import Bars, Chart, Lines, Series
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Per, Table
from velkommen.interfaces.web.templatetags.words import number, short_day
from velkommen.shared.wording_surveys import GROUP_WORDS, QUESTION_WORDS, YES_WORDS

LINE_FROM = 3  # rounds that make a line


def citizens(told: Told) -> Section | None:
    return _section(told, Audience.CITIZENS, gettext("What do citizens say?"))


def staff(told: Told) -> Section | None:
    return _section(told, Audience.STAFF, gettext("What do the staff say?"))


def _section(told: Told, audience: Audience, question: str) -> Section | None:
    """The last round of the span, and how it has gone. Of all places together: a part of them is told on the page of the survey."""
    if not told.everywhere:
        return None
    rounds = [one for one in between(audience, told.gathered.first, told.gathered.last) if one.told.all]
    if not rounds:
        return None
    last, line = rounds[-1], rounds[-1].told.all
    assert line is not None
    yeses = [(one, percent(line.yes(one))) for one in QUESTIONS[audience]]
    known = [(one, share) for one, share in yeses if share is not None]
    first = (
        f"{said.per_cent(known[0][1])} {YES_WORDS[known[0][0]]}"
        if known
        else gettext("Too few answered to tell more than how many")
    )
    return Section(
        audience.value,
        question,
        capfirst(first),
        [*(f"{capfirst(said.per_cent(share))} {YES_WORDS[one]}." for one, share in known[1:]), _answered(last, line)],
        [*_bars(audience, yeses), *_over_time(audience, rounds)],
        [_table(audience, last, line), *_rounds(audience, rounds)],
        [_not_a_sample(line)],
    )


def percent(share: Share | None) -> int | None:
    """Whole per cents, since few people answer: worked out of the counts, as on the page of the survey."""
    return said.whole_per_cent(share) if share is not None and share.whole else None


def _answered(last: Results, line: Line) -> str:
    days = f"{short_day(last.round.first)} – {short_day(last.round.last)}"
    if line.rate is None:
        return gettext("{days}: {n} answered; how many saw the questions nobody knows.").format(
            days=days, n=number(line.answers)
        )
    words = gettext("{days}: {n} of {asked} asked answered ({share}).")
    return words.format(days=days, n=number(line.answers), asked=number(line.asked or 0), share=said.share(line.rate))


def _not_a_sample(line: Line) -> str:
    if line.rate is None:
        return gettext("Anybody may answer who comes by: those who did are no sample of all.")
    return gettext("Those who did not answer may think otherwise.")


def _bars(audience: Audience, yeses: Sequence[tuple[str, int | None]]) -> list[Chart]:
    labels = [str(QUESTION_WORDS[one]) for one, _ in yeses]
    title = gettext("Share of a yes, last round")
    return [
        Bars(
            f"{audience}-yes",
            title,
            labels,
            Series(gettext("Share"), [share for _, share in yeses]),
            most=100,
            said=_whole,
        )
    ]


def _whole(value: float) -> str:
    return said.per_cent(round(value))


def _over_time(audience: Audience, rounds: Sequence[Results]) -> list[Chart]:
    if len(rounds) < LINE_FROM:
        return []
    series = [
        Series(str(QUESTION_WORDS[one]), [_yes_of(found, one) for found in rounds]) for one in QUESTIONS[audience]
    ]
    points = [found.round.first for found in rounds]
    monthly = audience is Audience.CITIZENS
    title = gettext("Share of a yes, round by round")
    return [Lines(f"{audience}-time", title, points, series, monthly=monthly, most=100, said=_whole)]


def _yes_of(found: Results, question: str) -> int | None:
    return percent(found.told.all.yes(question)) if found.told.all else None


def _table(audience: Audience, last: Results, line: Line) -> Table:
    lines = [line, *last.told.groups()]
    head = (gettext("Share of a yes"), *(str(GROUP_WORDS[one.group]) for one in lines))
    rows: list[tuple[Cell, ...]] = [
        (str(QUESTION_WORDS[one]), *(_cell(each.yes(one)) for each in lines)) for one in QUESTIONS[audience]
    ]
    title = gettext("Share of a yes, last round")
    return Table(f"{audience}-yes", title, head, rows, total=[gettext("Answered"), *(each.answers for each in lines)])


def _cell(share: Share | None) -> Cell:
    return UNTOLD if share is None else Per(percent(share))


def _rounds(audience: Audience, rounds: Sequence[Results]) -> list[Table]:
    if len(rounds) < LINE_FROM:
        return []
    head = (gettext("From"), *(str(QUESTION_WORDS[one]) for one in QUESTIONS[audience]), gettext("Answered"))
    rows: list[tuple[Cell, ...]] = [
        (
            short_day(found.round.first),
            *(_cell(found.told.all.yes(one)) for one in QUESTIONS[audience]),
            found.told.all.answers,
        )
        for found in rounds
        if found.told.all
    ]
    return [Table(f"{audience}-time", gettext("Share of a yes, round by round"), head, rows)]
