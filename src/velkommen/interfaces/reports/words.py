"""What a report says around its figures: its headings, its days, how it is to be read."""

from datetime import date

from django.utils.translation import gettext

from velkommen.domain.spans import Grain, end, start
from velkommen.interfaces.web.templatetags.words import month_word, short_day
from velkommen.shared.wording_figures import KEPT_BACK


def period(first: date, last: date) -> str:
    """2025; January 2025; or from the one day to the other."""
    if (first, last) == (start(first, Grain.YEAR), end(first, Grain.YEAR)):
        return str(first.year)
    if (first, last) == (start(first, Grain.MONTH), end(first, Grain.MONTH)):
        return month_word(first)
    return f"{short_day(first)} – {short_day(last)}"


def headings() -> dict[str, str]:
    return {
        "summary": gettext("In short"),
        "says": gettext("What the desk does for people"),
        "decide": gettext("What needs a decision"),
        "unknown": gettext("What is not known"),
        "contents": gettext("Contents"),
        "sure": gettext("How sure this is"),
        "definitions": gettext("What the measures mean"),
        "formula": gettext("Worked out:"),
        "caveat": gettext("Mind:"),
        "source": gettext("Source:"),
        "method": gettext("How this was worked out"),
        "sources": gettext("Where it comes from"),
    }


def reading() -> list[str]:
    """How to read the chapters, for who opens one in the middle."""
    return [
        gettext(
            "Each chapter answers one question, and its heading is the answer. The figures of every chart stand in a table of its chapter."
        ),
        gettext("Of fewer than five people nothing is told: at a small place everybody knows who it was."),
        str(KEPT_BACK),
    ]


def invented(owner: str) -> str:
    return gettext("{owner} does not exist: every figure of this report is invented.").format(owner=owner)
