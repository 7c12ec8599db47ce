"""How a counting week becomes a file: which columns in which order, under which headings, in which words.

The default follows what was published about KomHen (channels, types, conclusions, KLE numbers). Its code book was not seen, so every
part can be put otherwise, and no compatibility is claimed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.counting_weeks import Avoidable, Digital
from velkommen.domain.kinds import Channel, EnquiryKind
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code, Refusal

LONGEST_HEADING = 60
MARK = "\ufeff"  # tells a spreadsheet that this is UTF-8
FORM = r"^[a-z][a-z0-9-]{0,39}$"


class Column(StrEnum):
    """What a column may hold."""

    MOMENT = "moment"
    MUNICIPALITY = "municipality"
    PLACE = "place"
    KLE = "kle"
    CHANNEL = "channel"
    KIND = "kind"
    OUTCOME = "outcome"
    ERROR = "error"
    CATEGORY = "category"
    DIGITAL = "digital"
    AVOIDABLE = "avoidable"
    MATTERS = "matters"
    NUMBER = "number"


class Moment(StrEnum):
    """How finely the time is said. Rows that know no time of day say their day alone, however fine."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


class Error(StrEnum):
    """Whether somebody came to the wrong place; nobody knows where nobody asked."""

    YES = "yes"
    NO = "no"


#: The values of the columns that hold words of closed lists.
VALUES: Mapping[Column, type[StrEnum]] = MappingProxyType(
    {
        Column.CHANNEL: Channel,
        Column.KIND: EnquiryKind,
        Column.OUTCOME: Outcome,
        Column.ERROR: Error,
        Column.DIGITAL: Digital,
        Column.AVOIDABLE: Avoidable,
    }
)
#: The words of the Danish tradition, as far as they are known.
WORDS: Mapping[Column, Mapping[str, str]] = MappingProxyType(
    {
        Column.CHANNEL: {
            Channel.IN_PERSON: "personlig",
            Channel.PHONE: "telefon",
            Channel.EMAIL: "e-mail",
            Channel.DIGITAL_POST: "Digital Post",
            Channel.VIDEO: "video",
        },
        Column.KIND: {
            EnquiryKind.TRANSACTION: "transaktion",
            EnquiryKind.INFORMATION: "information",
            EnquiryKind.STATUS: "status på sag",
            EnquiryKind.SELF_SERVICE_HELP: "hjælp til selvbetjening",
        },
        Column.OUTCOME: {
            Outcome.SOLVED: "løst ved første henvendelse",
            Outcome.SELF_SERVICE: "hjulpet til selvbetjening",
            Outcome.SOLVED_WITH_EXPERT: "løst ved første henvendelse",
            Outcome.COME_BACK: "ny tid aftalt",
            Outcome.TO_CITIZEN_SERVICE: "henvist til borgerservice",
            Outcome.TO_DEPARTMENT: "henvist til anden fagforvaltning",
            Outcome.TO_AUTHORITY: "henvist til anden myndighed",
            Outcome.NOT_POSSIBLE: "ikke muligt",
            Outcome.LEFT: "afbrudt/udeblevet",
        },
        Column.ERROR: {Error.YES: "ja", Error.NO: "nej"},
        Column.DIGITAL: {Digital.YES: "ja", Digital.NO: "nej", Digital.UNKNOWN: "ved ikke"},
        Column.AVOIDABLE: {
            Avoidable.NOT_AVOIDABLE: "ikke undgåelig",
            Avoidable.UNCLEAR_LETTER: "uklart brev",
            Avoidable.WEBSITE_ERROR: "fejl på hjemmeside",
            Avoidable.WAITING_FOR_ANSWER: "venter på svar",
            Avoidable.WRONG_PLACE: "forkert sted",
        },
    }
)
HEADINGS: Mapping[Column, str] = MappingProxyType(
    {
        Column.MOMENT: "tidspunkt",
        Column.MUNICIPALITY: "kommunekode",
        Column.PLACE: "enhed",
        Column.KLE: "KLE",
        Column.CHANNEL: "kanal",
        Column.KIND: "henvendelsestype",
        Column.OUTCOME: "afslutning",
        Column.ERROR: "fejl",
        Column.CATEGORY: "lokal kategori",
        Column.DIGITAL: "kunne løses digitalt",
        Column.AVOIDABLE: "undgåelig",
        Column.MATTERS: "ærinder",
        Column.NUMBER: "antal",
    }
)
WITHOUT = (
    "uden nummer"  # what the usual file says where a task has no number in KLE: an empty cell would look forgotten
)
STANDARD = "standard"  # the name of the profile every house has
_USUAL = (
    Column.MOMENT,
    Column.MUNICIPALITY,
    Column.PLACE,
    Column.KLE,
    Column.CHANNEL,
    Column.KIND,
    Column.OUTCOME,
    Column.ERROR,
    Column.CATEGORY,
    Column.NUMBER,
)


@dataclass(frozen=True)
class Profile:
    """A form of file.

    Args:
        columns: what stands in it, with its heading, in order.
        words: column -> value -> what the file says instead of the usual word.
        single: a line for each enquiry; else alike ones are added up.
        unnumbered: what the file says for all tasks without a KLE number; "" leaves the cell empty.
    """

    name: str = STANDARD
    columns: Sequence[tuple[Column, str]] = tuple((column, HEADINGS[column]) for column in _USUAL)
    words: Mapping[Column, Mapping[str, str]] = field(default_factory=dict)
    single: bool = False
    moment: Moment = Moment.HOUR
    unnumbered: str = WITHOUT

    def check(self) -> None:
        """Raises: Refusal BAD_VALUE with the field, PROFILE_EMPTY."""
        if not self.columns:
            raise Refusal(Code.PROFILE_EMPTY)
        for column, heading in self.columns:
            if not heading.strip() or len(heading) > LONGEST_HEADING:
                raise Refusal(Code.BAD_VALUE, field=f"heading_{column.value}")
        if len(self.unnumbered) > LONGEST_HEADING:
            raise Refusal(Code.BAD_VALUE, field="unnumbered")
        for column, said in self.words.items():
            if column not in VALUES or set(said) - set(VALUES[column]):
                raise Refusal(Code.BAD_VALUE, field=f"words_{column.value}")

    def has(self, column: Column) -> bool:
        return any(one is column for one, _ in self.columns)

    def word(self, column: Column, value: str) -> str:
        """What the file says for a value; nothing where there is none."""
        if column is Column.KLE:
            return value or self.unnumbered
        if not value or column not in VALUES:
            return value
        return self.words.get(column, {}).get(value) or WORDS[column][value]


@dataclass(frozen=True)
class Line:
    """One enquiry as a file may tell it: texts ready but for the words of closed lists; `matters` None where not asked."""

    texts: Mapping[Column, str]
    matters: int | None = None


def table(profile: Profile, lines: Iterable[Line]) -> list[list[str]]:
    """The rows under the headings. Alike ones are added up unless the profile says otherwise, in the order they first came."""
    if profile.single:
        return [_row(profile, _values(profile, line), [line]) for line in lines]
    alike: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        alike.setdefault(_values(profile, line), []).append(line)
    return [_row(profile, values, some) for values, some in alike.items()]


def _values(profile: Profile, line: Line) -> tuple[str, ...]:
    """What tells a line from others: everything but figures."""
    return tuple(profile.word(column, line.texts.get(column, "")) for column, _ in profile.columns)


def _row(profile: Profile, values: Sequence[str], some: Sequence[Line]) -> list[str]:
    figures = {Column.NUMBER: str(len(some)), Column.MATTERS: _mean([line.matters for line in some])}
    return [figures.get(column, text) for (column, _), text in zip(profile.columns, values, strict=True)]


def _mean(matters: Sequence[int | None]) -> str:
    """With the Danish comma; a whole number stays one; nothing where nobody asked."""
    known = [one for one in matters if one is not None]
    return f"{sum(known) / len(known):.2f}".rstrip("0").rstrip(".").replace(".", ",") if known else ""


def read_words(column: Column, text: str) -> dict[str, str]:
    """The words of a column as people write them: "in_person = personlig" on each line. Raises: Refusal PROFILE_LINE."""
    found: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        value, equals, word = (part.strip() for part in line.partition("="))
        if not equals or not word or value not in set(VALUES[column]):
            example = f"{next(iter(VALUES[column])).value} = {next(iter(WORDS[column].values()))}"
            raise Refusal(Code.PROFILE_LINE, text=line[:40], example=example, field=f"words_{column.value}")
        found[value] = word
    return found
