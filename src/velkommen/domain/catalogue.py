"""What a task is, on which day: the closed words of the catalogue, what each field may hold, fees by parts, suspensions, seasons."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from velkommen.domain.kinds import DeskRole, EquipmentKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.refusals import Code, Fact, Refusal, Shape
from velkommen.domain.steps import Steps

Json = str | int | bool | list[str]
E = TypeVar("E", bound=StrEnum)

# Written so that both databases read them too: the constraints of the catalogue's tables are these.
KLE_FORM = r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2})?)?$"
KLE_FACET_FORM = r"^[A-ZÆØÅ][0-9]{2}$"
COMPETENCE_FORM = r"^[a-z][a-z0-9_]{0,39}$"
HTTPS = "https://"
LONGEST_HANDLING = 480  # minutes: a working day
MOST_LINES, LONGEST_LINE = 60, 160
HIGHEST_FEE = 10_000_000  # øre


class Attendance(StrEnum):
    """Whether the citizen must come."""

    NO = "no"
    IN_PERSON = "in_person"
    WITH_CHILD = "with_child"
    OR_PROXY = "or_proxy"
    OR_IN_WRITING = "or_in_writing"


class Where(StrEnum):
    """Which desks may do it at all, before any of them is asked."""

    ANY = "any"
    HOME = "home"
    ISSUING_DESK = "issuing_desk"
    NOT_AT_DESK = "not_at_desk"


class SelfService(StrEnum):
    """How far the citizen can do it alone, online."""

    NONE = "none"
    PARTLY = "partly"
    YES = "yes"
    MANDATORY = "mandatory"


class Authority(StrEnum):
    """Whose decision it is. The desk carries out, receives, assists or refers; it is rarely the authority."""

    MUNICIPALITY = "municipality"
    POLICE = "police"
    ROAD_AUTHORITY = "road_authority"
    PAYMENT_DENMARK = "payment_denmark"
    TAX_AUTHORITY = "tax_authority"
    DIGITAL_AGENCY = "digital_agency"
    PARISH_OFFICE = "parish_office"
    FAMILY_LAW_AGENCY = "family_law_agency"
    IMMIGRATION = "immigration"
    REGION = "region"
    BUSINESS_AUTHORITY = "business_authority"
    DISABILITY_ORGANISATIONS = "disability_organisations"
    OTHER = "other"


TOPIC_UNKNOWN = "topic_unknown"  # the task of imported rows that say only how it ended
#: Tasks that only figures know: nobody comes for them, and no place does them.
COUNTED_ONLY = frozenset({TOPIC_UNKNOWN})


@dataclass(frozen=True)
class TaskFacts:
    """What holds of a task on one day. Texts are in both languages of the house; "" and () say that there is nothing to say.

    Args:
        group: the letter of the line it waits in.
        authority_named: what the municipality calls the authority, where it differs from the usual name.
        competence: the key somebody must hold to do it; "" when everybody at a desk may.
        referral, pickup: the keys of a destination and of the task by which the result is fetched.
        link: where the citizen does it alone.
        topics: words that find books on the subject.
    """

    key: str
    group: str
    name_da: str
    name_en: str
    authority: Authority
    desk_role: DeskRole
    discretion: Discretion
    minutes: int
    authority_named: str = ""
    unit: Unit = Unit.CITIZEN_SERVICE
    competence: str = ""
    equipment: frozenset[EquipmentKind] = frozenset()
    attendance: Attendance = Attendance.NO
    where: Where = Where.HOME
    self_service: SelfService = SelfService.NONE
    link: str = ""
    bring_da: tuple[str, ...] = ()
    bring_en: tuple[str, ...] = ()
    synonyms_da: tuple[str, ...] = ()
    synonyms_en: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    referral: str = ""
    pickup: str = ""
    seasonal: bool = False
    legal_basis: str = ""
    icon: str = ""
    kle: str = ""
    kle_facet: str = ""


@dataclass(frozen=True)
class Days:
    """A stretch of local days, both included; without a last one it goes on. `why` is shown to citizens."""

    first: date
    last: date | None
    why: str

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class FeeStep:
    """What one part of a fee costs from a day on, in øre; 0 ends it.

    Args:
        component: which part (the passport, the fingerprint).
        case: for whom; "" is everybody no other case fits.
        source: where the amount is said; `verified` is whether the municipality has looked it up there.
    """

    component: str
    case: str
    since: date
    amount: int
    name_da: str
    name_en: str
    case_da: str = ""
    case_en: str = ""
    source: str = ""
    verified: bool = False


def fee_parts(fees: Sequence[FeeStep], day: date, case: str = "") -> tuple[FeeStep, ...]:
    """What is paid on a day, part by part: each by the step of the case, or else by that of everybody."""
    parts = []
    for component in dict.fromkeys(fee.component for fee in fees):
        own, usual = (_steps(fees, component, wanted).at(day) for wanted in (case, ""))
        holds = own or usual
        if holds and holds.amount:
            parts.append(holds)
    return tuple(parts)


def fee_total(fees: Sequence[FeeStep], day: date, case: str = "") -> int | None:
    """Øre to pay in all on a day; None when no step says anything yet."""
    if not any(fee.since <= day and fee.case in {case, ""} for fee in fees):
        return None
    return sum(part.amount for part in fee_parts(fees, day, case))


def fee_cases(fees: Sequence[FeeStep], day: date) -> tuple[FeeStep, ...]:
    """For whom something else is paid on a day, everybody first: one step of each case, which tells its name."""
    held = {fee.case: fee for fee in reversed(fees) if fee.since <= day}
    return tuple(
        held[case] for case in sorted(held, key=lambda case: (case != "", [fee.case for fee in fees].index(case)))
    )


def _steps(fees: Sequence[FeeStep], component: str, case: str) -> Steps[FeeStep]:
    return Steps.of((fee.since, fee) for fee in fees if (fee.component, fee.case) == (component, case))


@dataclass(frozen=True)
class Entry:
    """A task with everything that was, is and will be said of it in this municipality."""

    standard: TaskFacts
    changes: Mapping[str, Steps[Json]] = field(default_factory=lambda: MappingProxyType({}))
    fees: tuple[FeeStep, ...] = ()
    suspensions: tuple[Days, ...] = ()
    seasons: tuple[Days, ...] = ()

    def on(self, day: date) -> TaskFacts:
        """The standard, overlaid by what the municipality has made of it by that day."""
        held = {name: steps.at(day) for name, steps in self.changes.items()}
        said: dict[str, Any] = {name: read(name, value) for name, value in held.items() if value is not None}
        return replace(self.standard, **said) if said else self.standard

    def turns(self, first: date, last: date) -> tuple[date, ...]:
        """The days after the first and up to the last on which the facts become others."""
        return tuple(sorted({day for steps in self.changes.values() for day in steps.changes(first, last)}))

    def check_every_day(self) -> None:
        """Read whatever was, is and will be said. Raises: Refusal as `read`, or REFERRAL_MISSING."""
        days = {day for steps in self.changes.values() for day in steps.days}
        for facts in (self.standard, *(self.on(day) for day in sorted(days))):
            check_referral(facts.desk_role, facts.discretion, facts.referral)

    def suspended(self, day: date) -> Days | None:
        """The suspension that holds on a day: nobody does it anywhere."""
        return next((days for days in self.suspensions if days.holds(day)), None)

    def in_season(self, day: date) -> bool:
        """Whether its time has come; a task that is not seasonal is always in season."""
        return not self.on(day).seasonal or any(days.holds(day) for days in self.seasons)

    def next_season(self, day: date) -> Days | None:
        """The season under way, or else the next to begin."""
        ahead = (days for days in self.seasons if days.last is None or days.last >= day)
        return min(ahead, key=lambda days: days.first, default=None)


def read(name: str, value: object) -> object:
    """A field's value as the facts hold it, from what a form, a sheet or a stored step says.

    Raises:
        Refusal: UNKNOWN_FIELD, BAD_VALUE, BAD_LINK or BAD_COMPETENCE_KEY, each with the field.
    """
    if name not in _READERS:
        raise Refusal(Code.UNKNOWN_FIELD, field=name)
    return _READERS[name](name, value)


def stored(value: object) -> Json:
    """The other way: a value of the facts as a step stores it."""
    if isinstance(value, frozenset | tuple):
        return sorted(map(str, value)) if isinstance(value, frozenset) else list(map(str, value))
    return value if isinstance(value, bool | int) else str(value)


def check_referral(role: DeskRole, discretion: Discretion, referral: str) -> None:
    """Whoever cannot be helped here is told where to go. Raises: Refusal REFERRAL_MISSING."""
    if (role is DeskRole.REFER or discretion is Discretion.HIGH) and not referral:
        raise Refusal(Code.REFERRAL_MISSING)


def check_kle(number: str, facet: str = "") -> None:
    """Raises: Refusal BAD_KLE unless a number has one, two or three pairs of digits and its facet a letter and two digits."""
    if not re.fullmatch(KLE_FORM, number) or (facet and not re.fullmatch(KLE_FACET_FORM, facet)):
        raise Refusal(Code.BAD_KLE)


def check_fee(amount: int, since: date | None) -> date:
    """The day a fee holds from. Raises: Refusal FEE_UNDATED, NEGATIVE_AMOUNT, or BAD_VALUE when it is more than anything costs."""
    if since is None:
        raise Refusal(Code.FEE_UNDATED)
    if amount < 0:
        raise Refusal(Code.NEGATIVE_AMOUNT)
    if amount > HIGHEST_FEE:
        raise _bad("amount", shape=Shape.WHOLE, least=0, most=HIGHEST_FEE // 100)
    return since


def check_days(first: date, last: date | None) -> None:
    """Raises: Refusal PERIOD_REVERSED."""
    if last is not None and last < first:
        raise Refusal(Code.PERIOD_REVERSED)


def _bad(name: str, **allowed: Fact) -> Refusal:
    return Refusal(Code.BAD_VALUE, field=name, **allowed)


def _one_of(words: type[E]) -> Callable[[str, object], E]:
    def reader(name: str, value: object) -> E:
        if not isinstance(value, str) or value not in set(words):
            raise _bad(name, shape=Shape.CHOICE)
        return words(value)

    return reader


def line_of(name: str, value: object, longest: int, *, needed: bool = False) -> str:
    """One line of text without spare spaces. Raises: Refusal BAD_VALUE when it is none, too long, or missing where needed."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not isinstance(value, str) or len(text) > longest or (needed and not text):
        raise _bad(name, shape=Shape.LINE, most=longest, **({"least": 1} if needed else {}))
    return text


def _text(longest: int, *, needed: bool = False) -> Callable[[str, object], str]:
    return lambda name, value: line_of(name, value, longest, needed=needed)


def _lines(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_LINES:
        raise _bad(name)
    return tuple(dict.fromkeys(line_of(name, line, LONGEST_LINE, needed=True) for line in value))


def _equipment(name: str, value: object) -> frozenset[EquipmentKind]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise _bad(name)
    return frozenset(_one_of(EquipmentKind)(name, kind) for kind in value)


def _minutes(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_HANDLING:
        raise _bad(name, shape=Shape.WHOLE, least=1, most=LONGEST_HANDLING)
    return value


def _yes_or_no(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _bad(name)
    return value


def _link(name: str, value: object) -> str:
    text = line_of(name, value, 300)
    if text and (not text.startswith(HTTPS) or " " in text):
        raise Refusal(Code.BAD_LINK, field=name)
    return text


def _competence(name: str, value: object) -> str:
    text = line_of(name, value, LONGEST_LINE)
    if text and not re.fullmatch(COMPETENCE_FORM, text):
        raise Refusal(Code.BAD_COMPETENCE_KEY, field=name)
    return text


#: Every field a municipality may change from a day on, and what it may hold.
_READERS: Mapping[str, Callable[[str, object], object]] = MappingProxyType(
    {
        "name_da": _text(120, needed=True),
        "name_en": _text(120, needed=True),
        "authority": _one_of(Authority),
        "authority_named": _text(80),
        "unit": _one_of(Unit),
        "desk_role": _one_of(DeskRole),
        "discretion": _one_of(Discretion),
        "minutes": _minutes,
        "competence": _competence,
        "equipment": _equipment,
        "attendance": _one_of(Attendance),
        "where": _one_of(Where),
        "self_service": _one_of(SelfService),
        "link": _link,
        "bring_da": _lines,
        "bring_en": _lines,
        "synonyms_da": _lines,
        "synonyms_en": _lines,
        "topics": _lines,
        "referral": _text(40),
        "pickup": _text(40),
        "seasonal": _yes_or_no,
        "legal_basis": _text(200),
    }
)
FIELDS = tuple(_READERS)
