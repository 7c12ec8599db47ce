"""The words of the catalogue in the reader's language: who decides, who must come, which desks may, how far one gets alone."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.catalogue import Attendance, Authority, Entry, SelfService, TaskFacts, Where
from velkommen.domain.kinds import DeskRole
from velkommen.domain.pickups import PickUpKind
from velkommen.domain.placement.town import Town
from velkommen.shared.wording_hours import in_full

AUTHORITIES: Mapping[str, Promise] = MappingProxyType(
    {
        Authority.MUNICIPALITY: _("The municipality"),
        Authority.POLICE: _("The police"),
        Authority.ROAD_AUTHORITY: _("Færdselsstyrelsen (road traffic authority)"),
        Authority.PAYMENT_DENMARK: _("Udbetaling Danmark (public benefits)"),
        Authority.TAX_AUTHORITY: _("The tax administration"),
        Authority.DIGITAL_AGENCY: _("The Agency for Digital Government"),
        Authority.PARISH_OFFICE: _("The parish office"),
        Authority.FAMILY_LAW_AGENCY: _("The Agency of Family Law"),
        Authority.IMMIGRATION: _("The immigration authorities"),
        Authority.REGION: _("The region"),
        Authority.BUSINESS_AUTHORITY: _("The Danish Business Authority"),
        Authority.DISABILITY_ORGANISATIONS: _("Disabled People's Organisations Denmark"),
        Authority.OTHER: _("Somebody outside the municipality"),
    }
)
ATTENDANCES: Mapping[str, Promise] = MappingProxyType(
    {
        Attendance.NO: _("You do not have to come yourself."),
        Attendance.IN_PERSON: _("You must come yourself."),
        Attendance.WITH_CHILD: _("You must come, and the child too."),
        Attendance.OR_PROXY: _("You must come yourself, or somebody with a power of attorney from you."),
        Attendance.OR_IN_WRITING: _("You can come or write."),
    }
)
WHERES: Mapping[str, Promise] = MappingProxyType(
    {
        Where.ANY: _("In any municipality"),
        Where.HOME: _("In the municipality you live in"),
        Where.ISSUING_DESK: _("Where you applied"),
        Where.NOT_AT_DESK: _("Not at a desk; we help you to do it"),
    }
)
SELF_SERVICES: Mapping[str, Promise] = MappingProxyType(
    {
        SelfService.NONE: _("This cannot be done online."),
        SelfService.PARTLY: _("You can begin online."),
        SelfService.YES: _("You can do it yourself online."),
        SelfService.MANDATORY: _("You must do it online. We help you if you cannot."),
    }
)
#: What a place does with a task, to those who come.
#: What each field of a task is called where it is kept.
FIELD_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "name_da": _("Name in Danish"),
        "name_en": _("Name in English"),
        "authority": _("Whose decision it is"),
        "authority_named": _("What the authority is called here"),
        "unit": _("Whose task it is"),
        "desk_role": _("What a desk does with it"),
        "discretion": _("Judgement"),
        "minutes": _("Minutes it takes"),
        "competence": _("Competence"),
        "equipment": _("Equipment"),
        "attendance": _("Who must come"),
        "where": _("Which desks may"),
        "self_service": _("Doing it oneself"),
        "link": _("Link to do it oneself"),
        "bring_da": _("What to bring, in Danish"),
        "bring_en": _("What to bring, in English"),
        "synonyms_da": _("Other words for it, in Danish"),
        "synonyms_en": _("Other words for it, in English"),
        "topics": _("Words that find books"),
        "referral": _("Where people are sent"),
        "pickup": _("How the result is fetched"),
        "seasonal": _("Has a season"),
        "legal_basis": _("Legal basis"),
    }
)
DOES: Mapping[DeskRole, Promise] = MappingProxyType(
    {
        DeskRole.COMPLETE: _("Done with you there and then"),
        DeskRole.RECEIVE: _("Handed in there and sent on to those who decide"),
        DeskRole.ASSIST: _("Help to do it yourself"),
        DeskRole.REFER: _("Help to find the right place"),
    }
)
PICKUP_KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        PickUpKind.PASSPORT: _("Passport"),
        PickUpKind.ID_CARD: _("ID card"),
        PickUpKind.DRIVING_LICENCE: _("Driving licence"),
        PickUpKind.CERTIFICATE: _("Certificate"),
        PickUpKind.OTHER: _("Something else"),
    }
)


def authority_name(authority: str, named: str = "") -> str:
    """What an authority is called: by the municipality, or else by everybody."""
    return named or str(AUTHORITIES[authority])


def task_name(facts: TaskFacts) -> str:
    """What a task is called, in the language of the person reading."""
    return facts.name_en if (get_language() or "da").startswith("en") else facts.name_da


def bring(facts: TaskFacts) -> tuple[str, ...]:
    """What somebody brings for a task, line by line, in the language of the person reading."""
    return facts.bring_en if (get_language() or "da").startswith("en") else facts.bring_da


def name_on(town: Town, key: str, day: date) -> str:
    """What a task (by key) is called on a day, in the language of the person reading: names change from a day on, as all facts do."""
    entry = town.tasks.get(key)
    return task_name(entry.on(day)) if entry else key


def next_season(entry: Entry, day: date) -> str:
    """When a task that is out of season has its next one, or that nobody knows yet; empty while it can be done."""
    if entry.in_season(day):
        return ""
    season = entry.next_season(day)
    if season is None or season.last is None:
        return gettext("It is done in its season only, and the next one is not announced yet.")
    facts = {"name": season.why, "first": in_full(season.first), "last": in_full(season.last)}
    return gettext("It is done in its season only. Next: %(name)s, from %(first)s to %(last)s.") % facts
