"""The tables of results: what was answered, round after round, and by place. The same rows stand on the screen and in the file."""

from collections.abc import Sequence

from django.utils.translation import gettext

from velkommen.apps.surveys.queries import Results
from velkommen.domain.survey_results import Line, Told
from velkommen.domain.surveys import QUESTIONS, Audience
from velkommen.interfaces.surveys import words
from velkommen.interfaces.surveys.reading import Choice
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import UNTOLD, Bar, Cell, Per, Table
from velkommen.shared.wording_figures import KEPT_BACK
from velkommen.shared.wording_surveys import ANSWER_WORDS, GROUP_WORDS, QUESTION_WORDS, SHORT_WORDS


def tables(choice: Choice) -> list[Table]:
    """Every table of the page, in its order; that of all rounds is there also when none can be told, and then it is empty."""
    found = choice.round
    lines = choice.lines(found) if found else []
    shown = [over_time(choice)]
    if found and lines:
        shown.insert(0, shares(found.told, lines))
    rows = choice.of_places(found) if found else []
    if found and rows and not choice.place:
        shown.append(by_place(choice, found, rows))
    if lines and lines[0].counts:
        shown.append(answers(lines[0]))
    return shown


def shares(told: Told, lines: Sequence[Line]) -> Table:
    """The share of a yes to each question, of all and of each group."""
    first = lines[0]
    found = words.conclusion(told, first)
    known = [(question, first.yes(question)) for question in QUESTIONS[first.audience]]
    return Table(
        "shares",
        found[0] if found else gettext("Too few answered to tell more than how many"),
        (gettext("Share of a yes"), *(_group(line) for line in lines)),
        [
            (str(QUESTION_WORDS[question]), *(words.yes(told, line, question) for line in lines))
            for question in QUESTIONS[first.audience]
        ],
        total=[gettext("Answered"), *(line.answers for line in lines)],
        bars=[
            Bar(str(SHORT_WORDS[question]), said.whole_per_cent(share))
            for question, share in known
            if share is not None
        ],
        notes=[_good(first.audience), *notes(lines)],
    )


def answers(line: Line) -> Table:
    """How often each answer was given by everybody, per cent."""
    asked = QUESTIONS[line.audience]
    alike = len(set(asked.values())) == 1
    if alike:
        degrees = next(iter(asked.values()))
        head = [gettext("Question"), *(str(ANSWER_WORDS[next(iter(asked))][degree]) for degree in degrees)]
        rows = [
            [str(QUESTION_WORDS[question]), *(_cell(line, question, degree) for degree in degrees)]
            for question in asked
        ]
    else:
        head = [gettext("Question"), gettext("Answer"), gettext("Share")]
        rows = [
            [str(QUESTION_WORDS[question]), str(ANSWER_WORDS[question][answer]), _cell(line, question, answer)]
            for question, found in asked.items()
            for answer in found
        ]
    note = gettext("Of everybody together: of a group or a place it would tell too much.")
    return Table("answers", gettext("Each answer"), head, rows, notes=[note])


def over_time(choice: Choice) -> Table:
    """Round after round, the newest first: how many answered, and the shares of a yes."""
    questions = QUESTIONS[choice.audience]
    rows = [
        (words.round_word(one.round), _group(line), line.answers, words.rate(line), *_yes(one.told, line))
        for one in choice.rounds
        for line in choice.lines(one)
    ]
    return Table(
        "rounds",
        gettext("Month by month") if choice.audience is Audience.CITIZENS else gettext("Round by round"),
        (
            gettext("When"),
            gettext("Who"),
            gettext("Answered"),
            gettext("Of those asked"),
            *(str(SHORT_WORDS[question]) for question in questions),
        ),
        rows,
        notes=[_good(choice.audience)],
    )


def by_place(choice: Choice, found: Results, rows: Sequence[tuple[Line, str]]) -> Table:
    """Places, each by itself where enough answered, the others together."""
    questions = QUESTIONS[choice.audience]
    together = gettext("Places where fewer than five of a group answered stand together with others.")
    return Table(
        "places",
        gettext("Place by place, %(when)s") % {"when": words.round_word(found.round)},
        (
            gettext("Place"),
            gettext("Who"),
            gettext("Answered"),
            gettext("Of those asked"),
            *(str(SHORT_WORDS[question]) for question in questions),
        ),
        [(name, _group(line), line.answers, words.rate(line), *_yes(found.told, line)) for line, name in rows],
        notes=[together],
    )


def notes(lines: Sequence[Line]) -> list[str]:
    """What the figures rest on, and why some are missing."""
    found = [f"{_group(line)}: {words.answered(line)}" for line in lines]
    found += [str(KEPT_BACK), gettext("A round is told when it is over, and never in parts.")]
    if any(line.group == "open" for line in lines):
        found.append(
            gettext(
                "Open to anybody: who scanned the code on the wall or answered at the kiosk, as often as they liked. "
                "That is no sample, and says nothing of those who did not answer."
            )
        )
    return found


def _yes(told: Told, line: Line) -> list[Cell]:
    return [words.yes(told, line, question) for question in QUESTIONS[line.audience]]


def _cell(line: Line, question: str, answer: str) -> Cell:
    share = line.share(question, answer)
    return UNTOLD if share is None else Per(said.whole_per_cent(share))


def _group(line: Line) -> str:
    return str(GROUP_WORDS[line.group])


def _good(audience: Audience) -> str:
    if audience is Audience.CITIZENS:
        return gettext("A yes is: yes, easy, well.")
    return gettext("A yes is: to a high or to some degree.")
