"""Results in words: shares without decimals, since few people answer; what is not told says so in the same words everywhere."""

from datetime import date

from babel.dates import format_date
from django.utils.text import capfirst
from django.utils.translation import gettext

from velkommen.apps.surveys.models import Round
from velkommen.domain.measures import Share
from velkommen.domain.survey_results import Line, Told
from velkommen.domain.surveys import QUESTIONS, Audience
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.templatetags.words import locale, month_word, number
from velkommen.shared.wording_surveys import YES_WORDS


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
    """A share in whole per cents, or that they are too few for it."""
    return gettext("too few") if value is None or not value.whole else said.per_cent(whole_per_cent(value))


def whole_per_cent(value: Share) -> int:
    """The nearest whole per cent, a half upwards."""
    return (200 * value.part + value.whole) // (2 * value.whole)


def yes(told: Told, line: Line, question: str) -> str:
    """The share of a yes, or that nearly all said it, or that they are too few."""
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


def conclusion(told: Told, line: Line) -> list[str]:
    """One sentence for each question that can be told, such as "87 % found it easy"."""
    questions = QUESTIONS[line.audience]
    found = [(question, yes(told, line, question)) for question in questions]
    few = gettext("too few")
    return [capfirst(f"{word} {YES_WORDS[question]}") for question, word in found if word != few]
