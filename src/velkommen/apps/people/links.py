"""A link by which somebody chooses their own password. It holds once, and for three days; nothing of it is stored.

It is a signature of the password there is now, of the last login and of the time, so that choosing one, or logging in, ends it.
"""

from django.contrib.auth.tokens import default_token_generator

from velkommen.apps.people.models import Staff
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import EVERYWHERE, Actor


def password_link(*, staff: int, by: Actor) -> str:
    """The secret part of the link. Not a logged deed: it changes nothing, and the log holds no secret.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_STAFF.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    row = Staff.objects.filter(pk=staff, is_active=True).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_STAFF)
    return f"{row.pk}-{default_token_generator.make_token(row)}"


def staff_of_link(link: str) -> Staff | None:
    """Whose password it sets; None when it does not hold, or no longer."""
    number, _, token = link.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    row = Staff.objects.filter(pk=int(number), is_active=True).first()
    return row if row and default_token_generator.check_token(row, token) else None
