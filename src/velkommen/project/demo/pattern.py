"""What people in Fjordby ask for, when, and how it ends. Every number is invented, chosen to look like a Danish town.

While the units are co-located, citizen-service staff sit at the main library in the town hall's hours and library staff
send people on; working together, library staff do selected tasks themselves. Some things get better, some do not: the
total, and what others decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from velkommen.domain.catalogue import Authority
from velkommen.domain.kinds import DeskRole, EnquiryKind, Unit
from velkommen.domain.outcomes import Discretion, Outcome, Reason

PASSPORT_SEASON = (0.6, 0.7, 0.9, 1.1, 1.4, 1.6, 1.3, 0.9, 0.8, 0.9, 0.9, 0.9)
WEEKDAYS = (1.25, 1.0, 0.95, 1.05, 0.85, 0.6, 0.4)
HOURS = {9: 0.9, 10: 1.4, 11: 1.4, 12: 1.0, 13: 0.85, 14: 0.9, 15: 1.25, 16: 1.25, 17: 0.8, 18: 0.55}
SUMMER_WEEKS = frozenset({28, 29, 30})

#: Enquiries in a year by place: (co-located, working together).
YEARLY = {
    "raadhuset": (34_500, 31_400),
    "hovedbiblioteket": (7_400, 9_300),
    "nordby": (2_300, 3_500),
    "soenderby": (1_700, 1_900),
    "vesterby": (1_350, 1_300),
    "bogbussen": (550, 600),
    "infocentret": (1_300, 1_300),
}
_COMMON = {
    "passport_adult": 17,
    "passport_child": 6,
    "passport_pickup": 9,
    "driving_licence_renew": 8,
    "driving_licence_duplicate": 2,
    "driving_licence_exchange": 1,
    "mitid_issue": 6,
    "mitid_help": 9,
    "self_service_help": 8,
    "letter_explain": 3,
    "digital_post_exemption": 1.5,
    "address_change": 5,
    "residence_certificate": 1.5,
    "health_card": 3,
    "gp_change": 2.5,
    "health_card_temporary": 0.7,
    "housing_benefit": 2.5,
    "state_pension": 1.7,
    "health_allowance": 0.8,
    "personal_allowance": 0.8,
    "child_benefit": 0.8,
    "tax_preliminary": 1.6,
    "daycare_signup": 0.8,
    "hearing_batteries": 3.5,
    "receipt_refund": 1.8,
    "info_forms": 3,
    "criminal_record": 0.6,
    "talk_to_us": 2.5,
    "other": 3,
    "home_aids": 0.8,
    "cash_benefit": 1,
    "one_off_aid": 0.5,
    "move_from_abroad": 0.8,
    "civil_marriage": 0.5,
    "id_card": 0.7,
    "building_permit": 0.5,
    "citizens_adviser": 0.3,
    "job_service": 0.8,
    "police_report": 0.4,
}
#: What libraries, branches and partners are asked besides, or more of.
_AT_LIBRARIES = {
    "mitid_help": 14,
    "self_service_help": 15,
    "letter_explain": 5,
    "passport_adult": 14,
    "library_question": 5,
    "library_card": 2,
    "print_scan": 6,
    "tourist_info": 1,
    "hearing_batteries": 6,
    "gift_card": 3,
    "business_help": 1,
    "ssp_contact": 1,
}
ELECTION_WEIGHT = 9
SEASONAL = frozenset({"passport_adult", "passport_child", "passport_pickup"})

_SOLVED, _SELF, _BACK = Outcome.SOLVED, Outcome.SELF_SERVICE, Outcome.COME_BACK
_EXPERT, _DEPARTMENT, _AUTHORITY = Outcome.SOLVED_WITH_EXPERT, Outcome.TO_DEPARTMENT, Outcome.TO_AUTHORITY
_ENDS: Mapping[DeskRole, Mapping[Outcome, float]] = {
    DeskRole.COMPLETE: {_SOLVED: 86, _SELF: 2, _BACK: 8, _AUTHORITY: 2, Outcome.NOT_POSSIBLE: 2},
    DeskRole.RECEIVE: {_SOLVED: 70, _SELF: 5, _EXPERT: 4, _BACK: 13, _DEPARTMENT: 8},
    DeskRole.ASSIST: {
        _SOLVED: 24,
        _SELF: 53,
        _EXPERT: 2,
        _BACK: 6,
        _AUTHORITY: 9,
        _DEPARTMENT: 5,
        Outcome.NOT_POSSIBLE: 1,
    },
    DeskRole.REFER: {_SELF: 5, _EXPERT: 10, _BACK: 5, _DEPARTMENT: 80},
}
REFERRED_ON = {False: 0.36, True: 0.07}  # share a library desk sends to citizen service, by "working together"
LIBRARYS_OWN = frozenset(
    {"library_question", "library_card", "print_scan", "tourist_info", "info_forms", "hearing_batteries"}
)
REASONS = (Reason.PAPERS_MISSING, Reason.PAPERS_MISSING, Reason.EQUIPMENT_DOWN, Reason.SYSTEM_DOWN, Reason.NOT_ENTITLED)
TO_AUTHORITIES = {
    Authority.POLICE: "police",
    Authority.ROAD_AUTHORITY: "road_authority",
    Authority.PAYMENT_DENMARK: "payment_denmark",
    Authority.DIGITAL_AGENCY: "digital_agency",
    Authority.TAX_AUTHORITY: "tax_authority",
    Authority.DISABILITY_ORGANISATIONS: "disability_organisations",
    Authority.BUSINESS_AUTHORITY: "business_authority",
}
TO_DEPARTMENTS = {
    "home_aids": "health_elderly",
    "health_allowance": "health_elderly",
    "job_service": "job_centre",
    "daycare_signup": "children_young",
    "ssp_contact": "children_young",
    "building_permit": "technology_environment",
    "citizens_adviser": "citizens_adviser",
}


@dataclass(frozen=True)
class TaskFacts:
    """What a pattern needs of a task: its row's id, line and rules."""

    id: int
    key: str
    group: int
    letter: str
    authority: str
    role: DeskRole
    discretion: Discretion
    minutes: int


@dataclass(frozen=True)
class End:
    """How a matter ends: an outcome with the key of a destination or a reason, where it needs one."""

    outcome: Outcome
    destination: str = ""
    reason: str = ""


class Mix:
    """The weighted tasks of a place on one day, to draw from; `season` is how much more is asked than usual (1.0)."""

    def __init__(self, tasks: Sequence[TaskFacts], at_library: bool, day: date) -> None:
        self._tasks = tasks
        weights = [_weight(task.key, at_library, day) for task in tasks]
        self._cumulated = list(accumulate(weights))
        self.season = self._cumulated[-1] / sum(_usual(task.key, at_library) for task in tasks)

    def draw(self, rng: Random, count: int) -> list[TaskFacts]:
        return rng.choices(self._tasks, cum_weights=self._cumulated, k=count)


def _weight(key: str, at_library: bool, day: date) -> float:
    if key == "postal_vote":
        return ELECTION_WEIGHT if votes_by_post(day) else 0.0
    return _usual(key, at_library) * (PASSPORT_SEASON[day.month - 1] if key in SEASONAL else 1.0)


def _usual(key: str, at_library: bool) -> float:
    """How often a task is asked for in an ordinary week: the weights of a place sum to about a hundred."""
    usual = _COMMON.get(key, 0.0 if key == "postal_vote" else 0.5)
    return _AT_LIBRARIES.get(key, usual) if at_library else usual


def votes_by_post(day: date) -> bool:
    """Whether a municipal election is near."""
    first, last = postal_season(day.year)
    return day.year % 4 == 1 and first <= day <= last


def postal_season(year: int) -> tuple[date, date]:
    """The six weeks before a municipal election: the third Tuesday of November, every fourth year (2025)."""
    november = date(year, 11, 1)
    election = november + timedelta(days=(1 - november.weekday()) % 7 + 14)
    return election - timedelta(days=42), election - timedelta(days=4)


def busy(day: date) -> float:
    """How busy a day is beside the mean: weekday and summer."""
    return WEEKDAYS[day.weekday()] * (0.75 if day.isocalendar().week in SUMMER_WEEKS else 1.0)


def end_of(task: TaskFacts, unit: Unit, at_library: bool, together: bool, rng: Random) -> End:
    """Draw how a matter ends at a desk of a unit."""
    foreign = at_library and unit is not Unit.CITIZEN_SERVICE and task.key not in LIBRARYS_OWN
    if foreign and rng.random() < REFERRED_ON[together]:
        return End(Outcome.TO_CITIZEN_SERVICE, "citizen_service")
    table = _ENDS[task.role]
    outcome = rng.choices(list(table), weights=list(table.values()))[0]
    if outcome is Outcome.SOLVED and task.discretion is Discretion.HIGH:
        outcome = Outcome.SELF_SERVICE
    return _complete(outcome, task, rng)


def _complete(outcome: Outcome, task: TaskFacts, rng: Random) -> End:
    if outcome is Outcome.NOT_POSSIBLE:
        return End(outcome, reason=rng.choice(REASONS).value)
    authority = TO_AUTHORITIES.get(Authority(task.authority))
    if outcome in {Outcome.TO_AUTHORITY, Outcome.TO_DEPARTMENT}:
        if authority:
            return End(Outcome.TO_AUTHORITY, authority)
        return End(Outcome.TO_DEPARTMENT, TO_DEPARTMENTS.get(task.key, "benefits"))
    return End(outcome)


def kind_of(task: TaskFacts, outcome: Outcome, rng: Random) -> EnquiryKind:
    """What sort of enquiry it was."""
    if outcome is Outcome.SELF_SERVICE:
        return EnquiryKind.SELF_SERVICE_HELP
    if task.key in {"info_forms", "tourist_info", "library_question"}:
        return EnquiryKind.INFORMATION
    return EnquiryKind.STATUS if rng.random() < 0.05 else EnquiryKind.TRANSACTION


def clock_weights(
    spans: Sequence[tuple[int, int]], quiet: Sequence[tuple[int, int]] | None
) -> tuple[list[int], list[float]]:
    """The open minutes of a day with cumulated weights; minutes outside `quiet`'s spans are asked for less often."""
    minutes = [minute for opens, closes in spans for minute in range(opens, closes)]
    inside = {minute for opens, closes in quiet or () for minute in range(opens, closes)}
    weights = [
        HOURS.get(minute // 60, 0.5) * (1.0 if quiet is None or minute in inside else 0.45) for minute in minutes
    ]
    return minutes, list(accumulate(weights))
