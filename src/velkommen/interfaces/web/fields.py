"""Reading what a form sent: an operation, an id, one of a closed list. The rest is refused by its field's name."""

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest

from velkommen.domain.refusals import Code, Refusal, Shape

E = TypeVar("E", bound=StrEnum)


def operation(request: HttpRequest) -> UUID:
    """The operation a form carries, made when it was drawn: a double press has one effect."""
    return uuid_field(request, "op")


def uuid_field(request: HttpRequest, field: str) -> UUID:
    """Raises: Refusal BAD_VALUE."""
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field=field) from error


def one_id(request: HttpRequest, field: str) -> int:
    """A primary key. Raises: Refusal BAD_VALUE."""
    text = request.POST.get(field, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Refusal(Code.BAD_VALUE, field=field, shape=Shape.CHOICE)
    return int(text)


def whole(text: str, called: str, least: int, most: int) -> int:
    """A number as it was typed into a field of some name. Raises: Refusal BAD_VALUE with its limits."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise Refusal(Code.BAD_VALUE, field=called, shape=Shape.WHOLE, least=least, most=most)
    return int(text)


def chosen(request: HttpRequest, field: str, choices: type[E]) -> E:
    """One of a closed list. Raises: Refusal BAD_VALUE."""
    try:
        return choices(request.POST.get(field, ""))
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field=field, shape=Shape.CHOICE) from error
