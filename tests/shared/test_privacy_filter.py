"""Nothing shaped like a CPR number reaches a log: not by the message, its arguments or a traceback. The numbers are invented."""

import io
import logging
import logging.config
import sys

import pytest
from django.conf import settings

from velkommen.shared.privacy_filter import BlankAddresses, BlankCpr

NUMBER = "010190-1234"


def written(*, guarded: bool = True, **call: object) -> str:
    """What a handler writes of one log call."""
    page = io.StringIO()
    handler = logging.StreamHandler(page)
    if guarded:
        handler.addFilter(BlankCpr())
    logger = logging.Logger("tried")  # noqa: LOG001 - outside the tree of loggers, so that this handler alone writes
    logger.addHandler(handler)
    logger.error(call.get("msg"), *call.get("args", ()), exc_info=call.get("exc_info"))  # type: ignore[misc]
    return page.getvalue()


def failing() -> Exception:
    """An error with the number in its text and in its cause, with traceback."""
    try:
        try:
            int(NUMBER)
        except ValueError as error:
            raise KeyError(f"no such person: {NUMBER}") from error
    except KeyError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize(
    "call",
    [
        {"msg": f"seen {NUMBER}"},
        {"msg": "seen %s", "args": (NUMBER,)},
        {"msg": "seen %(what)s", "args": ({"what": NUMBER},)},
        {"msg": "seen %r", "args": ({"note": f"({NUMBER})"},)},
        {"msg": "failed", "exc_info": failing()},
    ],
    ids=["message", "argument", "named argument", "inside a mapping", "traceback"],
)
def test_the_number_is_blanked(call: dict[str, object]) -> None:
    assert (NUMBER in written(**call), "[…]" in written(**call)) == (False, True)
    assert NUMBER in written(guarded=False, **call)


def test_the_traceback_is_still_there() -> None:
    assert "Traceback" in written(msg="failed", exc_info=failing())


def test_a_line_without_a_number_is_left_as_it_is() -> None:
    assert written(msg="%s by %s at place %s", args=("call_next", "staff:7", 3)) == "call_next by staff:7 at place 3\n"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Not Found: /kiosk/secret/da/draw/", "Not Found: /kiosk/…"),
        ("Conflict: /n/secret/leave/ (twice: /n/secret/)", "Conflict: /n/… (twice: /n/…"),
        ("Forbidden: /desk/nordby/1/next/", "Forbidden: /desk/nordby/1/next/"),
    ],
)
def test_an_address_that_is_a_secret_is_blanked(line: str, kept: str) -> None:
    record = logging.LogRecord("tried", logging.WARNING, "", 0, "%s", (line,), None)
    BlankAddresses(("/kiosk/", "/n/")).filter(record)
    assert record.getMessage() == kept


def test_both_filters_blank_one_traceback() -> None:
    try:
        raise KeyError(f"/n/secret/ {NUMBER}")
    except KeyError:
        record = logging.LogRecord("tried", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    for one in (BlankCpr(), BlankAddresses(("/n/",))):
        one.filter(record)
    text = logging.Formatter().format(record)
    assert ("secret/" in text.splitlines()[-1], NUMBER in text.splitlines()[-1], "/n/… […]" in text) == (
        False,
        False,
        True,
    )


def test_every_handler_of_the_house_blanks() -> None:
    handlers = settings.LOGGING["handlers"]
    assert {name: handler["filters"] for name, handler in handlers.items()} == {"console": ["no_cpr", "no_secrets"]}
