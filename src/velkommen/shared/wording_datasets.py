"""What is said about data that is taken out: refusals, and the words of the codes in it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.booking.fates import Fate
from velkommen.domain.catalogue import SelfService
from velkommen.domain.kinds import EnquiryKind, Source
from velkommen.domain.outcomes import Discretion
from velkommen.domain.refusals import Code

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        EnquiryKind.TRANSACTION: _("Something to be done"),
        EnquiryKind.INFORMATION: _("A question"),
        EnquiryKind.STATUS: _("How far a case has come"),
        EnquiryKind.SELF_SERVICE_HELP: _("Help to help oneself online"),
    }
)
SOURCES: Mapping[str, Promise] = MappingProxyType(
    {
        Source.DESK: _("Counted at the desk"),
        Source.IMPORT: _("Imported from a sheet"),
        Source.PAPER: _("Typed in from a paper sheet"),
        Source.DEMO: _("Invented, to show how it looks"),
    }
)
HALL_HOURS: Mapping[str, Promise] = MappingProxyType(
    {"in": _("Within the town hall's hours"), "out": _("Outside the town hall's hours")}
)
DISCRETIONS: Mapping[str, Promise] = MappingProxyType(
    {
        Discretion.NONE: _("takes no judgement"),
        Discretion.LOW: _("takes little judgement"),
        Discretion.HIGH: _("takes a professional judgement"),
    }
)
SELF_SERVICE: Mapping[str, Promise] = MappingProxyType(
    {
        SelfService.NONE: _("Not online"),
        SelfService.PARTLY: _("It can be begun online"),
        SelfService.YES: _("It can be done online"),
        SelfService.MANDATORY: _("It must be done online"),
    }
)
FATES: Mapping[str, Promise] = MappingProxyType(
    {
        Fate.COMING: _("Still to come"),
        Fate.CAME: _("Came by their time"),
        Fate.LATE: _("Came late, while it was kept"),
        Fate.TOO_LATE: _("Came when it was kept no more"),
        Fate.MISSED: _("Nobody came"),
        Fate.CANCELLED: _("Called off on an earlier day"),
        Fate.CANCELLED_THAT_DAY: _("Called off on the day"),
    }
)
#: What a column of a dataset holds.
TYPES: Mapping[str, Promise] = MappingProxyType(
    {
        "day": _("a day"),
        "whole": _("a whole number"),
        "decimal": _("a number with decimals"),
        "text": _("a text"),
        "code": _("a word of a closed list"),
    }
)
IN_USE: Mapping[str, Promise] = MappingProxyType({"yes": _("Yes"), "no": _("No")})
DATA_SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.TOO_MANY_ROWS: _(
            "These are %(rows)s rows, and a sheet holds %(most)s. Choose Parquet or CSV, or fewer days."
        ),
        Code.DATA_NOT_MADE: _(
            "The files to ask are not made yet. Make them on the page of data, or with `velkommen export data --all`."
        ),
        Code.SQL_NOT_ONE: _("Ask one question at a time: a single SELECT."),
        Code.SQL_ONLY_READS: _(
            "Only questions are answered here: begin with SELECT, WITH or FROM. Nothing was changed."
        ),
        Code.SQL_TOO_LONG: _("The question has more than %(most)s characters. Make it shorter."),
        Code.SQL_TOO_SLOW: _(
            "There was no answer within %(seconds)s seconds. Ask for fewer days, or put sums (GROUP BY) before single rows."
        ),
        Code.SQL_TOO_BIG: _("The question takes more memory than it may have. Ask for fewer rows or fewer groups."),
        Code.SQL_BROKE: _(
            "The question broke the program that answers it. Nothing else was touched. Ask it in smaller parts."
        ),
        Code.SQL_WRONG: _("This cannot be answered (%(said)s). Look up the names in the codebook, and ask again."),
    }
)
