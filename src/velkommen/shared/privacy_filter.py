"""What a log line never carries: anything shaped like a CPR number, and addresses that are secrets themselves."""

import logging
import re
from collections.abc import Callable, Sequence

from velkommen.domain.privacy import blank_cpr


class BlankCpr(logging.Filter):
    """Blanks CPR-shaped parts of a record's message and of its traceback, just before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        _rewrite(record, blank_cpr)
        return True


class BlankAddresses(logging.Filter):
    """Blanks what follows some beginnings of addresses: whoever reads the log must not be able to go there."""

    def __init__(self, beginnings: Sequence[str]) -> None:
        super().__init__()
        self._secret = re.compile(rf"({'|'.join(map(re.escape, beginnings))})[^\s\"'<>]+")

    def filter(self, record: logging.LogRecord) -> bool:
        _rewrite(record, lambda text: self._secret.sub(r"\1…", text))
        return True


def _rewrite(record: logging.LogRecord, blank: Callable[[str], str]) -> None:
    record.msg, record.args = blank(record.getMessage()), ()
    if record.exc_info:
        record.exc_text = blank(record.exc_text or logging.Formatter().formatException(record.exc_info))
