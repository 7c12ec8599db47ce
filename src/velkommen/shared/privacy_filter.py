"""A log line never carries anything shaped like a CPR number."""

import logging

from velkommen.domain.privacy import blank_cpr


class BlankCpr(logging.Filter):
    """Blanks CPR-shaped parts of a record's message and of its traceback, just before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = blank_cpr(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = blank_cpr(logging.Formatter().formatException(record.exc_info))
        return True
