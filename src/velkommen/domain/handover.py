"""What may travel from the desk to whom: the topic always, words and a number only where a law or the citizen says so.

What is law: lov om kommunale borgerservicecentre § 3 lets a citizen service centre exchange what an application needs with the department
that decides it (stk. 3, an exception to forvaltningsloven § 29) and with authorities that have handed tasks over to it (stk. 1-2). Whether
a library is such a centre is for the council to decide; where nobody knows, it is none. Everywhere else it takes the citizen's consent
(forvaltningsloven §§ 28-29, databeskyttelsesforordningen).

What is general knowledge and was not verified: that SSP exchanges under retsplejeloven § 115 among its own people only.

What is a proposal of this house: that a mere question goes with one line of what is wished and nothing about the person; that an
authority asked for mere information is referred to by link or telephone; that partners read no note at all, whatever the law allows.
"""

from dataclasses import dataclass
from enum import StrEnum

from velkommen.domain.kinds import EnquiryKind, Unit

LONGEST_NOTE, LONGEST_WISH = 1000, 120  # characters


class Receiver(StrEnum):
    """Who is asked."""

    DEPARTMENT = "department"
    AUTHORITY = "authority"
    MUNICIPAL_PARTNER = "municipal_partner"
    POLICE = "police"
    SSP = "ssp"
    OUTSIDER = "outsider"


class Matter(StrEnum):
    """What the citizen came with: something somebody decides, or a mere question."""

    APPLICATION = "application"
    INFORMATION = "information"


class Basis(StrEnum):
    """By what right something travels, or why it does not."""

    CENTRE_TO_DEPARTMENT = "centre_to_department"
    CENTRE_TO_AUTHORITY = "centre_to_authority"
    CONSENT = "consent"
    ONLY_THE_WISH = "only_the_wish"
    NOT_A_CENTRE = "not_a_centre"
    BY_LINK_OR_TELEPHONE = "by_link_or_telephone"
    NO_RIGHT = "no_right"
    SSP_AMONG_THEMSELVES = "ssp_among_themselves"
    OUTSIDE = "outside"
    PARTNERS_READ_NOTHING = "partners_read_nothing"


@dataclass(frozen=True)
class Travels:
    """What may go along.

    Args:
        topic: the task and the place: always, for it says nothing of anybody.
        wish: one line of what is wished for, nothing about the person.
        note: free text about the matter.
        contact: where the citizen is reached.
        basis: by what right, or why not.
    """

    topic: bool
    wish: bool
    note: bool
    contact: bool
    basis: Basis

    @property
    def longest(self) -> int:
        """How many characters of text may go along; 0 where none may."""
        return LONGEST_NOTE if self.note else LONGEST_WISH if self.wish else 0


_AS_A_DEPARTMENT = frozenset({Receiver.DEPARTMENT, Receiver.MUNICIPAL_PARTNER})
_OUTSIDE = {
    Receiver.POLICE: Basis.NO_RIGHT,
    Receiver.SSP: Basis.SSP_AMONG_THEMSELVES,
    Receiver.OUTSIDER: Basis.OUTSIDE,
}


def may_travel(receiver: Receiver, matter: Matter, consent: bool, is_centre: bool | None) -> Travels:
    """What of a matter may go to whom.

    Args:
        receiver: who is asked.
        matter: an application or a mere question.
        consent: whether the citizen's consent is recorded.
        is_centre: whether the council has decided that the place is a citizen service centre; None (nobody knows) counts as no.
    """
    if consent:
        return _everything(Basis.CONSENT)
    if receiver in _OUTSIDE:
        return _topic_only(_OUTSIDE[receiver])
    if matter is Matter.INFORMATION:
        return _wish_only() if receiver in _AS_A_DEPARTMENT else _topic_only(Basis.BY_LINK_OR_TELEPHONE)
    if not is_centre:
        return _topic_only(Basis.NOT_A_CENTRE)
    inside = receiver in _AS_A_DEPARTMENT
    return _everything(Basis.CENTRE_TO_DEPARTMENT if inside else Basis.CENTRE_TO_AUTHORITY)


def to_partner(travels: Travels) -> Travels:
    """The same for somebody who reads as a partner: no words, whatever the law allows; a number they may ring stays."""
    if not travels.longest:
        return travels
    return Travels(topic=True, wish=False, note=False, contact=travels.contact, basis=Basis.PARTNERS_READ_NOTHING)


def reads_as_partner(unit: Unit | None, *, partner_role: bool) -> bool:
    """Whether somebody belongs to a partner: by whom they work for, or by a role they hold anywhere."""
    return unit is Unit.PARTNER or partner_role


def matter_of(kind: EnquiryKind) -> Matter:
    """What an enquiry of a kind is: how an application stands is part of it, help to self-service is a question."""
    applied = kind in (EnquiryKind.TRANSACTION, EnquiryKind.STATUS)
    return Matter.APPLICATION if applied else Matter.INFORMATION


def _everything(basis: Basis) -> Travels:
    return Travels(topic=True, wish=True, note=True, contact=True, basis=basis)


def _wish_only() -> Travels:
    return Travels(topic=True, wish=True, note=False, contact=False, basis=Basis.ONLY_THE_WISH)


def _topic_only(basis: Basis) -> Travels:
    return Travels(topic=True, wish=False, note=False, contact=False, basis=basis)
