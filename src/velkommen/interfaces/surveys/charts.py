"""How the shares of a yes have gone, round after round."""

from collections.abc import Sequence

from django.utils.translation import gettext

from velkommen.apps.surveys.queries import Results
from velkommen.domain.surveys import QUESTIONS, Audience
from velkommen.interfaces.surveys import words
from velkommen.interfaces.surveys.reading import Choice
from velkommen.interfaces.web.charts.chart import Lines, Point, Series
from velkommen.interfaces.web.tables import said
from velkommen.shared.wording_surveys import GROUP_WORDS, SHORT_WORDS

LINE_FROM = 3  # rounds that make a line


def over_time(choice: Choice) -> Lines | None:
    """A line for each question, the oldest round first; of everybody, or at a place of those with a number. None of too few rounds."""
    rounds = list(reversed(choice.rounds))
    group = "" if choice.whole and not choice.place else "number"
    series = [
        Series(str(SHORT_WORDS[question]), [_yes(choice, one, group, question) for one in rounds])
        for question in QUESTIONS[choice.audience]
    ]
    if len(rounds) < LINE_FROM or not any(value is not None for one in series for value in one.values):
        return None
    title = gettext("Share of a yes, round by round: %(who)s") % {"who": GROUP_WORDS[group]}
    return Lines("over-time", title, _points(choice, rounds), series, monthly=_monthly(choice), most=100, said=_whole)


def _monthly(choice: Choice) -> bool:
    return choice.audience is Audience.CITIZENS


def _points(choice: Choice, rounds: Sequence[Results]) -> list[Point]:
    return [one.round.first if _monthly(choice) else words.round_word(one.round) for one in rounds]


def _yes(choice: Choice, found: Results, group: str, question: str) -> int | None:
    line = next((one for one in choice.lines(found) if one.group == group), None)
    share = line.yes(question) if line else None
    return None if share is None else said.whole_per_cent(share)


def _whole(value: float) -> str:
    return said.per_cent(round(value))
