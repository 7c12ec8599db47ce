"""The report's cases as data: *Bibliotek & Borgerservice - du er altid velkommen!* (2010), by page.

What the report says is said with its page. Hours, names of tasks in the catalogue's own words, and who stands where, are made up for
the test: the report gives none.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.domain.placement.towns import LONG_AGO, ZONE, place, task
from velkommen.domain.catalogue import Entry, SelfService, TaskFacts
from velkommen.domain.cooperation import Agreement, PartnerKind
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import DeskRole, PlaceKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.facts import Offered, Place, Posted
from velkommen.domain.placement.town import Town
from velkommen.domain.steps import Steps

LIBRARY, CITIZEN_SERVICE, PARTNER = Unit.LIBRARY, Unit.CITIZEN_SERVICE, Unit.PARTNER
BY_LIBRARY = frozenset({LIBRARY})
OPEN = Timetable([Period(frozenset(range(7)), (600, 1080))])  # made up: 10-18 every day

#: The tasks the cases name; whose they are and how much judgement they take is the catalogue's.
TASKS: Mapping[str, TaskFacts] = {
    facts.key: facts
    for facts in (
        task(key="passport", discretion=Discretion.LOW),
        task(key="driving_licence", discretion=Discretion.LOW),
        task(key="address_change", desk_role=DeskRole.ASSIST, self_service=SelfService.MANDATORY),
        task(key="self_service_help", desk_role=DeskRole.ASSIST, self_service=SelfService.YES),
        task(key="forms"),
        task(key="batteries"),
        task(key="heating_allowance", desk_role=DeskRole.RECEIVE),
        task(key="youth_club", desk_role=DeskRole.RECEIVE),
        task(key="building_permit", discretion=Discretion.HIGH, referral="building"),
        task(key="personal_allowance", discretion=Discretion.HIGH, referral="pension"),
        task(key="free_place", desk_role=DeskRole.RECEIVE, discretion=Discretion.LOW),
        task(key="switchboard"),
        task(key="library_card", unit=LIBRARY),
        task(key="book_return", unit=LIBRARY),
        task(key="camping_pass", unit=PARTNER),
        task(key="gift_card", unit=PARTNER),
    )
}


def staff(*units: Unit) -> tuple[Posted, ...]:
    """One of each unit, made up."""
    return tuple(Posted(number, unit.value, unit) for number, unit in enumerate(units, start=1))


def branch(number: int, name: str, agreement: Agreement | None, *units: Unit, **more: Any) -> Place:
    """A place that is given every task of the cases, with one of each unit at its desks."""
    offers = {key: Steps.of([(LONG_AGO, Offered())]) for key in TASKS}
    held = Steps.of([(LONG_AGO, agreement)]) if agreement else Steps()
    usual = {"name": name, "slug": f"place-{number}", "staffed": OPEN, "people": staff(*units), "agreement": held}
    return place(number, **{**usual, "offers": offers, **more})


def town(*places: Place) -> Town:
    return Town(ZONE, {one.id: one for one in places}, {key: Entry(facts) for key, facts in TASKS.items()})


#: P. 10: citizen service in three big libraries at the access roads, by staff of the town hall. P. 10, 20-21: a light version by
#: library staff in three local libraries. P. 17: Gellerup, library and social partners.
VIBY, LYSTRUP, GELLERUP = 1, 2, 3
AARHUS = town(
    branch(VIBY, "Viby", Agreement(premises_shared=True), LIBRARY, CITIZEN_SERVICE),
    branch(
        LYSTRUP,
        "Lystrup",
        Agreement(performed=dict.fromkeys(("passport", "address_change", "forms"), BY_LIBRARY), project_owner="Leder"),
        LIBRARY,
    ),
    branch(
        GELLERUP,
        "Gellerup",
        Agreement(
            premises_shared=True,
            desk_shared=True,
            partners=frozenset({PartnerKind.HEALTH_CENTRE, PartnerKind.JOB_SERVICE}),
            project_owner="Leder",
        ),
        LIBRARY,
        CITIZEN_SERVICE,
    ),
)

#: P. 19: the parties of InfoCenter Struer are seven: Struer International Living, the local police, the library, Mødestedet, the
#: tourist office, citizen service and pension. The shared desk is staffed by library and citizen service; both do guidance in
#: self-service, application forms for passport, licence, a free place in day care and change of address, the municipality's
#: switchboard, take books back, issue library cards, sell the trade association's gift card and issue camping passes.
#: That a form is received and not decided at the desk is our reading of "forms for passport, licence".
STRUER_PARTNERS = frozenset(
    {
        PartnerKind.INTERNATIONAL,
        PartnerKind.POLICE,
        PartnerKind.MEETING_PLACE,
        PartnerKind.TOURIST_OFFICE,
        PartnerKind.PENSION_TEAM,
    }
)
_BOTH = frozenset({LIBRARY, CITIZEN_SERVICE})
STRUER_FORMS = ("passport", "driving_licence", "free_place")
STRUER_SHARED = ("forms", "switchboard", "book_return", "library_card", "gift_card", "camping_pass")
STRUER = town(
    branch(
        1,
        "InfoCenter Struer",
        Agreement(
            premises_shared=True,
            leadership_joint=True,
            desk_shared=True,
            units=_BOTH,
            partners=STRUER_PARTNERS,
            performed=dict.fromkeys((*STRUER_FORMS, *STRUER_SHARED, "address_change"), _BOTH),
            project_owner="Direktion",
        ),
        LIBRARY,
        offers={
            key: Steps.of([(LONG_AGO, Offered(DeskRole.RECEIVE if key in STRUER_FORMS else None))]) for key in TASKS
        },
    )
)

#: P. 16, 20-21: the mobile library of Brønderslev does preparatory casework and fills in forms (building permits, youth clubs,
#: heating allowance) and hands out hearing-aid batteries. It decides nothing.
_BUS = ("batteries", "heating_allowance", "youth_club", "building_permit")
BROENDERSLEV = town(
    branch(
        1,
        "Bogbussen",
        Agreement(performed=dict.fromkeys(_BUS, BY_LIBRARY), project_owner="Leder"),
        LIBRARY,
        kind=PlaceKind.MOBILE_LIBRARY,
        offers={
            **{key: Steps.of([(LONG_AGO, Offered())]) for key in _BUS},
            # Somebody typed in that the bus completes them; the engine lets it receive.
            "building_permit": Steps.of([(LONG_AGO, Offered(DeskRole.COMPLETE))]),
        },
    )
)

#: P. 14: in Næstved every task that takes no discretion may be done at all library desks.
NAESTVED = town(
    branch(1, "Næstved", Agreement(all_but_discretion=BY_LIBRARY, project_owner="Leder"), LIBRARY),
)

#: P. 17: Brædstrup in Horsens starts as a co-location with the library in charge of the house.
BRAEDSTRUP = Agreement(
    premises_shared=True,
    partners=frozenset(
        {PartnerKind.HEALTH_VISITOR, PartnerKind.DAY_CARE, PartnerKind.FAMILY_TREATMENT, PartnerKind.PPR}
    ),
)
#: P. 10: in Tårnby the library runs the municipal website, unseen by citizens.
TAARNBY = Agreement(small_start=True)
#: P. 16: Rødekro in Aabenraa has been joint since 1 February 2009 (p. 14), on its way from model 2 to 3.
ROEDEKRO = Steps.of(
    [
        (LONG_AGO, Agreement()),
        (date(2009, 2, 1), Agreement(premises_shared=True)),
        (date(2010, 1, 1), Agreement(premises_shared=True, performed={"passport": BY_LIBRARY})),  # the day is made up
    ]
)
