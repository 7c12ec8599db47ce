"""No CPR number is ever stored: the one guard all free text passes."""

import re

from velkommen.domain.refusals import Code, Refusal

# DDMMYY-NNNN with the days 61-91 of replacement numbers. The check digit says nothing since 2007, so form is all there is.
# People write it in one, in pairs, with a space, and with whichever dash their phone makes of a hyphen.
_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0[1-9]|1[0-2])"
CPR_SHAPE = rf"(?<!\d){_DAY}\s?{_MONTH}\s?\d{{2}}\s?[-\u2010-\u2015\u2212]?\s?\d{{4}}(?!\d)"  # PostgreSQL reads it too
_CPR = re.compile(CPR_SHAPE)


def has_cpr(text: str) -> bool:
    """Whether a text holds anything shaped like a CPR number."""
    return bool(_CPR.search(text))


def refuse_cpr(text: str, field: str = "text") -> str:
    """The text itself, or Refusal(CPR_IN_TEXT) naming the field and never the text."""
    if has_cpr(text):
        raise Refusal(Code.CPR_IN_TEXT, field=field)
    return text


def blank_cpr(text: str) -> str:
    """The text with every CPR-shaped part blanked: for logs, where refusing would lose the line."""
    return _CPR.sub("[…]", text)
