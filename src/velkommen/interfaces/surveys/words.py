"""Results in words: shares without decimals, since few people answer; what is not told says so in the same words everywhere."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from django.utils.text import capfirst
from django.utils.translation import gettext

from velkommen.apps.surveys.models import Round
from velkommen.domain.measures import Share
from velkommen.domain.small_cells import MARK
from velkommen.domain.survey_results import Line, Told
from velkommen.domain.surveys import QUESTIONS, Audience
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.templatetags.words import locale, month_word, number
from velkommen.shared.wording_surveys import GROUP_WORDS, YES_WORDS


def round_word(row: Round) -> str:
    """A month by its name, a round of the staff by its days."""
    if row.audience == Audience.CITIZENS.value:
        return capfirst(month_word(row.first))
    return days_word(row.first, row.last)


def days_word(first: date, last: date) -> str:
    """1.–14. august 2026 / 1–14 August 2026; what both days share is said once."""
    danish = locale() == "da_DK"
    day = "d." if danish else "d"
    lone = day if (first.year, first.month) == (last.year, last.month) else f"{day} MMMM"
    lone = lone if first.year == last.year else f"{day} MMMM y"
    begins, ends = (format_date(one, form, locale=locale()) for one, form in ((first, lone), (last, f"{day} MMMM y")))
    return f"{begins}–{ends}" if lone == day else f"{begins} – {ends}"


def share(value: Share | None) -> str:
    """A share in whole per cents; a star where they are too few for it."""
    return MARK if value is None or not value.whole else said.per_cent(said.whole_per_cent(value))


def yes(told: Told, line: Line, question: str) -> str:
    """The share of a yes, or that nearly all said it; a star where they are too few."""
    if told.is_nearly(line, question):
        return gettext("nearly all")
    return share(line.yes(question))


def rate(line: Line) -> str:
    """Of how many asked so many answered; where nobody knows how many were asked, it says so."""
    if line.asked is None:
        return gettext("not known")
    return share(line.rate) if line.asked else "–"


def answered(line: Line) -> str:
    """How many answered, of how many."""
    facts = {"answers": number(line.answers), "asked": number(line.asked or 0), "rate": rate(line)}
    if line.asked is None:
        return gettext("%(answers)s answered; how many saw the question nobody knows.") % facts
    return gettext("%(answers)s of %(asked)s asked answered (%(rate)s).") % facts


def all_answered(lines: Sequence[Line]) -> str:
    """How many answered; where nobody knows of all how many were asked, group by group."""
    parts = [line for line in lines if line.group]
    if not lines or lines[0].asked is not None or len(parts) < 2:
        return answered(lines[0]) if lines else ""
    return " ".join(f"{GROUP_WORDS[line.group]}: {answered(line)}" for line in parts)


def conclusion(told: Told, line: Line) -> list[str]:
    """One sentence for each question that can be told, such as "87 % found it easy"."""
    questions = QUESTIONS[line.audience]
    found = [(question, yes(told, line, question)) for question in questions]
    return [capfirst(f"{word} {YES_WORDS[question]}") for question, word in found if word != MARK]
