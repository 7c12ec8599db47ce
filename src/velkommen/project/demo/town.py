"""Fjordby Kommune as data: an invented municipality of about 42,000 people, its places, hours, people and screens.

The mobile library follows the timetable of a real town of that size; everything else is made up. First names only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from velkommen.domain.kinds import PlaceKind, Unit
from velkommen.domain.rights import Role

CODE, NAME, POPULATION = "0999", "Fjordby Kommune", 42_000
PASSWORD = "velkommen-demo"  # noqa: S105 - printed at start, and only for an invented municipality

JOINT = (Unit.LIBRARY, Unit.CITIZEN_SERVICE)
OFFICE = "PMFYVTA"  # every line but the library's own
Hours = Mapping[int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class PlacePlan:
    """A service point to be.

    Args:
        desks: name of each desk -> units that staff it.
        hours: weekday (0 = Monday) -> staffed stretches.
        tasks: keys offered, in order; the first `at_kiosk` of them are on the kiosk, and "talk to us" always is.
        lines: desk number -> letters of the lines it serves; desks not named serve every line.
        roster: usernames who take turns at the desks.
        on_duty: how many desks with the same lines are staffed at a time; one more on busy days (Monday, Thursday).
    """

    slug: str
    name: str
    kind: PlaceKind
    address: str
    desks: tuple[tuple[str, tuple[Unit, ...]], ...]
    hours: Hours
    tasks: tuple[str, ...]
    roster: tuple[str, ...]
    lines: Mapping[int, str]
    max_waiting: int | None = None
    at_kiosk: int = 7
    screens: bool = False
    on_duty: int = 1


@dataclass(frozen=True)
class StaffPlan:
    """Somebody who can log in; `at` None means everywhere."""

    username: str
    first_name: str
    unit: Unit
    role: Role
    at: tuple[str, ...] | None


_TOWN_HALL_HOURS: Hours = {
    **dict.fromkeys((0, 1, 2), (("10:00", "15:00"),)),
    3: (("10:00", "17:00"),),
    4: (("10:00", "13:00"),),
}
_MAIN_HOURS: Hours = {
    **dict.fromkeys(range(4), (("10:00", "19:00"),)),
    4: (("10:00", "17:00"),),
    5: (("10:00", "14:00"),),
}
_BRANCH_HOURS: Hours = {
    0: (("13:00", "18:00"),),
    1: (("10:00", "16:00"),),
    3: (("13:00", "18:00"),),
    4: (("10:00", "14:00"),),
    5: (("10:00", "13:00"),),
}
_NORDBY_HOURS: Hours = {**dict.fromkeys(range(5), (("10:00", "18:00"),)), 5: (("10:00", "14:00"),)}
_BUS_HOURS: Hours = {1: (("10:00", "13:00"),), 2: (("09:00", "12:00"),), 3: (("09:00", "12:00"), ("13:30", "16:30"))}
_INFO_HOURS: Hours = {**dict.fromkeys(range(5), (("10:00", "17:00"),)), 5: (("10:00", "13:00"),)}

_CORE = (
    "passport_adult",
    "mitid_help",
    "driving_licence_renew",
    "self_service_help",
    "address_change",
    "health_card",
    "housing_benefit",
    "talk_to_us",
    "passport_child",
    "passport_pickup",
    "mitid_issue",
    "driving_licence_duplicate",
    "driving_licence_exchange",
    "state_pension",
    "gp_change",
    "health_card_temporary",
    "residence_certificate",
    "letter_explain",
    "digital_post_exemption",
    "personal_allowance",
    "health_allowance",
    "hearing_batteries",
    "receipt_refund",
    "info_forms",
    "tax_preliminary",
    "child_benefit",
    "daycare_signup",
    "postal_vote",
    "criminal_record",
    "other",
)
_TOWN_HALL = (
    *_CORE,
    "home_aids",
    "cash_benefit",
    "one_off_aid",
    "move_from_abroad",
    "civil_marriage",
    "id_card",
    "building_permit",
    "citizens_adviser",
    "job_service",
    "police_report",
)
_LIBRARY = (*_CORE, "library_question", "library_card", "print_scan", "tourist_info", "home_aids", "job_service")
_SMALL = (
    "self_service_help",
    "mitid_help",
    "letter_explain",
    "info_forms",
    "hearing_batteries",
    "health_card",
    "address_change",
    "talk_to_us",
    "library_question",
    "library_card",
    "print_scan",
    "housing_benefit",
    "state_pension",
    "gp_change",
    "receipt_refund",
    "building_permit",
    "other",
)
_INFO = (
    "tourist_info",
    "info_forms",
    "talk_to_us",
    "gift_card",
    "self_service_help",
    "job_service",
    "business_help",
    "ssp_contact",
    "police_report",
    "library_question",
    "other",
)


def _desks(count: int, *units: Unit, name: str = "Skranke") -> tuple[tuple[str, tuple[Unit, ...]], ...]:
    return tuple((f"{name} {number}", units) for number in range(1, count + 1))


PLACES = (
    PlacePlan(
        "raadhuset",
        "Rådhuset",
        PlaceKind.TOWN_HALL,
        "Rådhustorvet 1",
        _desks(7, Unit.CITIZEN_SERVICE),
        _TOWN_HALL_HOURS,
        _TOWN_HALL,
        ("sara", "jonas", "fatima", "peter", "line", "omar", "ali", "hanne"),
        {},
        max_waiting=80,
        screens=True,
        on_duty=4,
    ),
    PlacePlan(
        "hovedbiblioteket",
        "Hovedbiblioteket",
        PlaceKind.MAIN_LIBRARY,
        "Havnegade 12",
        (*_desks(3, *JOINT), ("Biblioteksskranken", (Unit.LIBRARY,))),
        _MAIN_HOURS,
        _LIBRARY,
        ("karen", "niels", "mette", "ida"),
        {1: OFFICE, 2: OFFICE, 3: OFFICE, 4: "B"},
        max_waiting=60,
        screens=True,
    ),
    PlacePlan(
        "nordby",
        "Nordby Bibliotek",
        PlaceKind.BRANCH,
        "Nordby Strandvej 4",
        _desks(2, *JOINT),
        _NORDBY_HOURS,
        _LIBRARY,
        ("mette", "jens", "ida"),
        {},
        max_waiting=30,
        screens=True,
    ),
    PlacePlan(
        "soenderby",
        "Sønderby Bibliotek",
        PlaceKind.BRANCH,
        "Skolevej 7",
        _desks(1, *JOINT),
        _BRANCH_HOURS,
        _SMALL,
        ("bodil",),
        {},
    ),
    PlacePlan(
        "vesterby",
        "Vesterby Bibliotek",
        PlaceKind.BRANCH,
        "Kirkepladsen 2",
        _desks(1, Unit.LIBRARY),
        _BRANCH_HOURS,
        _SMALL,
        ("kurt",),
        {},
    ),
    PlacePlan(
        "bogbussen",
        "Bogbussen",
        PlaceKind.MOBILE_LIBRARY,
        "Fire stoppesteder",
        (("Bussen", (Unit.LIBRARY,)),),
        _BUS_HOURS,
        _SMALL,
        ("birte",),
        {},
    ),
    PlacePlan(
        "infocentret",
        "InfoCenter Fjordby",
        PlaceKind.PARTNER,
        "Torvet 3",
        _desks(2, Unit.PARTNER),
        _INFO_HOURS,
        _INFO,
        ("pia",),
        {},
    ),
)

_ALI = ("raadhuset", "hovedbiblioteket", "nordby")
_LIBRARIES = ("hovedbiblioteket", "nordby", "soenderby", "vesterby", "bogbussen")


def _clerks(unit: Unit, at: tuple[str, ...], *usernames: str) -> tuple[StaffPlan, ...]:
    return tuple(StaffPlan(name, name.capitalize(), unit, Role.CLERK, at) for name in usernames)


#: The first eight are printed at start; the others are the colleagues whose names stand in the history.
STAFF = (
    StaffPlan("mette", "Mette", Unit.LIBRARY, Role.CLERK, ("nordby", "hovedbiblioteket")),
    StaffPlan("ali", "Ali", Unit.CITIZEN_SERVICE, Role.CLERK, _ALI),
    StaffPlan("lene", "Lene", Unit.LIBRARY, Role.LEAD, _LIBRARIES),
    StaffPlan("anne", "Anne", Unit.CITIZEN_SERVICE, Role.ANALYST, None),
    StaffPlan("adam", "Adam", Unit.CITIZEN_SERVICE, Role.ADMIN, None),
    StaffPlan("rikke", "Rikke", Unit.CITIZEN_SERVICE, Role.AUDITOR, None),
    StaffPlan("pia", "Pia", Unit.PARTNER, Role.PARTNER, ("infocentret",)),
    StaffPlan("erik", "Erik", Unit.CITIZEN_SERVICE, Role.EXPERT, ("raadhuset",)),
    *_clerks(Unit.CITIZEN_SERVICE, ("raadhuset",), "sara", "jonas", "fatima", "peter", "line", "omar", "hanne"),
    *_clerks(Unit.LIBRARY, ("hovedbiblioteket", "nordby"), "karen", "niels", "ida", "jens"),
    *_clerks(Unit.LIBRARY, ("soenderby",), "bodil"),
    *_clerks(Unit.LIBRARY, ("vesterby",), "kurt"),
    *_clerks(Unit.LIBRARY, ("bogbussen",), "birte"),
)
PRINTED = 8


def device_token(role: Role, slug: str) -> str:
    """The address of a demo kiosk or board: the same at every start, and no secret, because nothing here is real."""
    return f"demo-{role}-{slug}"
