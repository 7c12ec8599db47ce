"""The chart of the report *Bibliotek & Borgerservice - du er altid velkommen!* (2010), p. 15.

Its ten categories mix topics and outcomes. Ours are two fields; `category` mixes them again the same way, so that a
municipality can lay its own year beside it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.outcomes import Outcome

OTHER_WARNING = 10  # per cent; more than this in "other" means that the categories no longer fit (our own limit)


class Category(StrEnum):
    """The categories of the chart, largest first as the report had them."""

    OTHER = "other"
    PASSPORT = "passport"
    DRIVING_LICENCE = "driving_licence"
    POSTAL_VOTE = "postal_vote"
    REFERRED_CITIZEN_SERVICE = "referred_citizen_service"
    PENSION_HOUSING = "pension_housing"
    POPULATION_REGISTER = "population_register"
    HEALTH_INSURANCE = "health_insurance"
    SELF_SERVICE = "self_service"
    REFERRED_DEPARTMENTS = "referred_departments"


#: Category -> (Danish, English); the Danish names are the report's own.
NAMES: Mapping[Category, tuple[str, str]] = MappingProxyType(
    {
        Category.OTHER: ("Andet", "Other"),
        Category.PASSPORT: ("Pas", "Passport"),
        Category.DRIVING_LICENCE: ("Kørekort", "Driving licence"),
        Category.POSTAL_VOTE: ("Brevstemmer", "Postal votes"),
        Category.REFERRED_CITIZEN_SERVICE: ("Henvist til Borgerservice", "Referred to citizen service"),
        Category.PENSION_HOUSING: ("Pension & Boligstøtte", "Pension & housing benefit"),
        Category.POPULATION_REGISTER: ("Folkeregister", "Population register"),
        Category.HEALTH_INSURANCE: ("Sygesikring", "Health insurance"),
        Category.SELF_SERVICE: ("Hjælp til selvbetjening", "Help to self-service"),
        Category.REFERRED_DEPARTMENTS: ("Henvist til andre fagsekretariater", "Referred to other departments"),
    }
)

#: Per cent of all personal enquiries at Skanderborg's libraries, January to October 2009 (the report, p. 15).
SKANDERBORG_2009: Mapping[Category, int] = MappingProxyType(
    {
        Category.OTHER: 34,
        Category.PASSPORT: 33,
        Category.DRIVING_LICENCE: 10,
        Category.POSTAL_VOTE: 6,
        Category.REFERRED_CITIZEN_SERVICE: 4,
        Category.PENSION_HOUSING: 4,
        Category.POPULATION_REGISTER: 3,
        Category.HEALTH_INSURANCE: 3,
        Category.SELF_SERVICE: 2,
        Category.REFERRED_DEPARTMENTS: 1,
    }
)

_BY_OUTCOME = {
    Outcome.TO_CITIZEN_SERVICE: Category.REFERRED_CITIZEN_SERVICE,
    Outcome.TO_DEPARTMENT: Category.REFERRED_DEPARTMENTS,
    Outcome.SELF_SERVICE: Category.SELF_SERVICE,
}


def category(historic: str, outcome: str) -> Category:
    """Where the report would have counted an enquiry: three outcomes override the topic, every other leaves it.

    A referral to another authority had no slice of its own in 2009 and stays with its topic.

    Args:
        historic: the category of the task's topic, as the catalogue has it.
        outcome: an `Outcome` value, or empty when none is known.
    """
    return _BY_OUTCOME.get(Outcome(outcome), Category(historic)) if outcome else Category(historic)
