"""Why something can or cannot be done, in the reader's language: one sentence for each rule of the engine."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.kinds import DeskRole, EquipmentKind, PlaceKind, Unit
from velkommen.domain.placement.deciding import Fact, Reason, Rule

UNITS: Mapping[str, Promise] = MappingProxyType(
    {
        Unit.LIBRARY: _("the library"),
        Unit.CITIZEN_SERVICE: _("citizen service"),
        Unit.PARTNER: _("a partner"),
    }
)
PLACE_KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        PlaceKind.TOWN_HALL: _("Town hall"),
        PlaceKind.MAIN_LIBRARY: _("Main library"),
        PlaceKind.BRANCH: _("Branch"),
        PlaceKind.MOBILE_LIBRARY: _("Mobile library"),
        PlaceKind.PARTNER: _("Partner"),
    }
)
EQUIPMENT: Mapping[str, Promise] = MappingProxyType(
    {
        EquipmentKind.PHOTO_STAND: _("photo stand"),
        EquipmentKind.FINGERPRINT_SCANNER: _("fingerprint scanner"),
        EquipmentKind.SIGNATURE_PAD: _("signature pad"),
        EquipmentKind.PAYMENT_TERMINAL: _("payment terminal"),
        EquipmentKind.PRINTER: _("printer"),
        EquipmentKind.DOCUMENT_SCANNER: _("document scanner"),
        EquipmentKind.SAFE: _("safe"),
        EquipmentKind.MITID_WORKSTATION: _("MitID workstation"),
        EquipmentKind.STAMP: _("stamp"),
        EquipmentKind.VOTING_PLACE: _("voting place"),
        EquipmentKind.MEETING_ROOM: _("meeting room"),
        EquipmentKind.PUBLIC_PC: _("PC for citizens"),
    }
)
#: What the standard catalogue asks for; a municipality's own keys are shown as they are.
COMPETENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "passport": _("passports"),
        "driving_licence": _("driving licences"),
        "mitid": _("MitID"),
        "civil_registration": _("population register"),
        "health": _("health cards"),
        "pension": _("pension"),
        "postal_vote": _("receiving postal votes"),
        "library": _("the library's own matters"),
    }
)
ROLES: Mapping[str, Promise] = MappingProxyType(
    {
        DeskRole.COMPLETE: _("complete it"),
        DeskRole.RECEIVE: _("receive it and send it on"),
        DeskRole.ASSIST: _("help people do it themselves"),
        DeskRole.REFER: _("show the way"),
    }
)
RULES: Mapping[Rule, Promise] = MappingProxyType(
    {
        Rule.SUSPENDED: _("It can be done nowhere just now: %(why)s."),
        Rule.SUSPENDED_HERE: _("It is not done here just now: %(why)s."),
        Rule.OUT_OF_SEASON: _("It is not the time of the year for it."),
        Rule.NOT_PLACED: _("This place does not do it."),
        Rule.CLOSED: _("The place is closed."),
        Rule.UNSTAFFED: _("The door is open, but nobody is there to help."),
        Rule.OUTSIDE_TASK_HOURS: _("It is done here at other hours."),
        Rule.NOBODY_ON_DUTY: _("Nobody is on duty."),
        Rule.NO_MANDATE: _("By the agreement of the place it is done by %(units)s, and none of them is here."),
        Rule.NOT_COMPETENT: _("It takes somebody trained for %(competence)s, and none of them is here."),
        Rule.EQUIPMENT_MISSING: _("The place has no %(equipment)s."),
        Rule.EQUIPMENT_BROKEN: _("What it takes does not work just now: %(equipment)s."),
        Rule.DISCRETION: _("It takes a professional judgement and is not decided at a front desk."),
        Rule.SELF_SERVICE_ONLY: _("People can be helped to do it themselves."),
        Rule.PLACED: _("The place is there to %(role)s."),
        Rule.COMPETENT: _("Somebody trained for %(competence)s is here."),
        Rule.AGREEMENT_NOT_RECORDED: _("No agreement is recorded here, so every unit may."),
        Rule.DUTY_NOT_RECORDED: _("Nobody's hours are recorded here, so all who work here are taken to be here."),
    }
)
_NAMES: Mapping[str, Mapping[str, Promise]] = MappingProxyType(
    {"units": UNITS, "equipment": EQUIPMENT, "competence": COMPETENCES, "role": ROLES}
)


def because_in_words(reason: Reason) -> str:
    """The sentence of a rule that decided."""
    return str(RULES[reason.rule]) % {key: named(key, value) for key, value in reason.facts.items()}


def named(key: str, value: Fact) -> str:
    """A fact of a rule as people call it: units, equipment, a competence, a role; other text stays as it is."""
    names = _NAMES.get(key, {})
    words = [str(names.get(one, one)) for one in (value if isinstance(value, tuple) else (value,))]
    return ", ".join(words)
