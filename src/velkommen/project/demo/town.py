"""Fjordby Kommune as data: an invented municipality of about 42,000 people, its places, hours, equipment, people and screens.

The mobile library follows the timetable of a real town of that size; everything else is made up. First names only. Its places lie
in the Kattegat, so that no pin on a map points at a real house.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from velkommen.domain.kinds import EquipmentKind as Kind
from velkommen.domain.kinds import PlaceKind, Unit, Wheelchair
from velkommen.domain.rights import Role

CODE, NAME, POPULATION = "0999", "Fjordby Kommune", 42_000
TOWN, POSITION = "Fjordby", (56.6, 11.0)
LIBRARY_SEARCH = "https://bibliotek.fjordby.example/find?q={words}"
PASSWORD = "velkommen-demo"  # noqa: S105 - printed at start, and only for an invented municipality

JOINT = (Unit.LIBRARY, Unit.CITIZEN_SERVICE)
OFFICE = "PMFYVTA"  # every line but the library's own
Hours = Mapping[int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class StopPlan:
    """Where the mobile library stops."""

    name: str
    address: str
    position: tuple[float, float]


@dataclass(frozen=True)
class PlacePlan:
    """A service point to be.

    Args:
        desks: name of each desk -> units that staff it.
        hours: weekday (0 = Monday) -> staffed stretches.
        position: latitude and longitude; None for the mobile library, whose stops have theirs.
        stops: one for each stretch of the hours.
        winter_sunday: a staffed stretch of the Sundays from October to March.
        open_door: when it is open without staff, every day of the year.
        equipment: what it has, by kind.
        broken: the one kind of it that does not work just now.
        from_home: how many numbers drawn from home may be out at a time.
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
    equipment: tuple[Kind, ...]
    position: tuple[float, float] | None = None
    stops: tuple[StopPlan, ...] = ()
    winter_sunday: tuple[str, str] | None = None
    open_door: tuple[str, str] | None = None
    broken: Kind | None = None
    wheelchair: Wheelchair = Wheelchair.YES
    accessibility: str = ""
    max_waiting: int | None = None
    from_home: int = 0
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

_BUS_STOPS = (
    StopPlan("Østerby Skole", "Skolevænget 2, Østerby", (56.587, 11.121)),
    StopPlan("Engparken", "Engparken 40, Fjordby", (56.583, 11.012)),
    StopPlan("Holm Forsamlingshus", "Holmvej 11, Holm", (56.641, 10.902)),
    StopPlan("Strandlunden", "Strandlunden 1, Fjordby", (56.611, 11.048)),
)
_SELF_SERVICE = ("08:00", "22:00")

_PASSPORTS = (Kind.PHOTO_STAND, Kind.FINGERPRINT_SCANNER, Kind.SIGNATURE_PAD, Kind.PAYMENT_TERMINAL, Kind.SAFE)
_OFFICE = (Kind.PRINTER, Kind.DOCUMENT_SCANNER, Kind.STAMP, Kind.MITID_WORKSTATION, Kind.MEETING_ROOM)
_PUBLIC = (Kind.PRINTER, Kind.DOCUMENT_SCANNER, Kind.PUBLIC_PC)
_EVERYTHING = tuple(dict.fromkeys((*_PASSPORTS, *_OFFICE, *_PUBLIC, Kind.VOTING_PLACE)))
EQUIPMENT = {
    Kind.PHOTO_STAND: "Fotostander",
    Kind.FINGERPRINT_SCANNER: "Fingeraftryksscanner",
    Kind.SIGNATURE_PAD: "Underskriftsplade",
    Kind.PAYMENT_TERMINAL: "Betalingsterminal",
    Kind.PRINTER: "Printer",
    Kind.DOCUMENT_SCANNER: "Scanner",
    Kind.SAFE: "Pengeskab",
    Kind.MITID_WORKSTATION: "MitID-arbejdsplads",
    Kind.STAMP: "Stempel",
    Kind.VOTING_PLACE: "Stemmeboks",
    Kind.MEETING_ROOM: "Samtalerum",
    Kind.PUBLIC_PC: "Borger-pc",
}
STAND_NOTE = "Kan ikke indstilles lavere end en siddehøjde på 120 cm."

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
        equipment=_EVERYTHING,
        position=(56.6, 11.0),
        from_home=20,
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
        equipment=_EVERYTHING,
        position=(56.602, 11.005),
        winter_sunday=("12:00", "15:00"),
        from_home=15,
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
        equipment=_EVERYTHING,
        position=(56.672, 11.02),
        open_door=_SELF_SERVICE,
        from_home=8,
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
        equipment=_PUBLIC,
        position=(56.505, 10.98),
        open_door=_SELF_SERVICE,
        broken=Kind.PRINTER,
        wheelchair=Wheelchair.LIMITED,
        accessibility="Rampe ved indgangen fra skolegården.",
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
        equipment=_PUBLIC,
        position=(56.61, 10.86),
        open_door=_SELF_SERVICE,
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
        equipment=_PUBLIC,
        stops=_BUS_STOPS,
        accessibility="Lift ved bagdøren.",
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
        equipment=(Kind.PAYMENT_TERMINAL, Kind.PRINTER, Kind.PUBLIC_PC),
        position=(56.601, 11.002),
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
    StaffPlan("else", "Else", Unit.CITIZEN_SERVICE, Role.EXPERT, ("raadhuset",)),
)
PRINTED = 8


def minute(clock: str) -> int:
    """Minutes after midnight of a time like "10:30"."""
    hour, minutes = clock.split(":")
    return int(hour) * 60 + int(minutes)


def device_token(role: Role, slug: str) -> str:
    """The address of a demo kiosk or board: the same at every start, and no secret, because nothing here is real."""
    return f"demo-{role}-{slug}"
