"""What may travel to whom, written out once more: every kind of receiver, matter, consent and place."""

from itertools import product

import pytest

from velkommen.domain.handover import (
    Basis,
    Matter,
    Receiver,
    Travels,
    matter_of,
    may_travel,
    reads_as_partner,
    to_partner,
)
from velkommen.domain.kinds import EnquiryKind, Unit

#: Receiver, matter -> with consent | without it: at a centre | no centre | where nobody knows.
#: T: the topic alone; W: and one line of what is wished; A: all of it, the number too. After it the reason.
TABLE = """
department         application | A consent | A centre_to_department  | T not_a_centre         | T not_a_centre
department         information | A consent | W only_the_wish         | W only_the_wish        | W only_the_wish
authority          application | A consent | A centre_to_authority   | T not_a_centre         | T not_a_centre
authority          information | A consent | T by_link_or_telephone  | T by_link_or_telephone | T by_link_or_telephone
municipal_partner  application | A consent | A centre_to_department  | T not_a_centre         | T not_a_centre
municipal_partner  information | A consent | W only_the_wish         | W only_the_wish        | W only_the_wish
police             application | A consent | T no_right              | T no_right             | T no_right
police             information | A consent | T no_right              | T no_right             | T no_right
ssp                application | A consent | T ssp_among_themselves  | T ssp_among_themselves | T ssp_among_themselves
ssp                information | A consent | T ssp_among_themselves  | T ssp_among_themselves | T ssp_among_themselves
outsider           application | A consent | T outside               | T outside              | T outside
outsider           information | A consent | T outside               | T outside              | T outside
"""
MEANS = {"T": (False, False, False), "W": (True, False, False), "A": (True, True, True)}
SIDES = [(True, True), (True, False), (True, None), (False, True), (False, False), (False, None)]  # consent, centre


def written() -> dict[tuple[str, str, bool, bool | None], Travels]:
    found = {}
    for line in TABLE.strip().splitlines():
        head, agreed, *others = line.split("|")
        for (consent, centre), cell in zip(SIDES, [agreed] * 3 + others, strict=True):
            letter, basis = cell.split()
            wish, note, contact = MEANS[letter]
            receiver, matter = head.split()
            found[receiver, matter, consent, centre] = Travels(
                topic=True, wish=wish, note=note, contact=contact, basis=Basis(basis)
            )
    return found


@pytest.mark.parametrize("receiver", Receiver)
@pytest.mark.parametrize("matter", Matter)
@pytest.mark.parametrize(("consent", "centre"), SIDES)
def test_the_matrix(receiver: Receiver, matter: Matter, consent: bool, centre: bool | None) -> None:
    assert may_travel(receiver, matter, consent, centre) == written()[receiver, matter, consent, centre]


def test_the_table_has_every_case_and_no_other() -> None:
    assert set(written()) == {(r.value, m.value, c, p) for r, m, (c, p) in product(Receiver, Matter, SIDES)}


def test_control_one_law_forgotten_is_seen() -> None:
    """Somebody who takes a place nobody knows about for a centre is caught."""
    forgetful = may_travel(Receiver.DEPARTMENT, Matter.APPLICATION, consent=False, is_centre=True)
    assert forgetful != written()["department", "application", False, None]


@pytest.mark.parametrize("case", written(), ids=str)
def test_a_partner_gets_no_words_whatever_the_law_allows(case: tuple[str, str, bool, bool | None]) -> None:
    allowed = written()[case]
    given = to_partner(allowed)
    assert (given.longest, given.wish, given.note, given.contact) == (0, False, False, allowed.contact)


@pytest.mark.parametrize(
    ("unit", "role", "partner"),
    [
        (Unit.PARTNER, False, True),
        (Unit.LIBRARY, True, True),
        (Unit.CITIZEN_SERVICE, False, False),
        (None, False, False),
    ],
)
def test_who_reads_as_a_partner(unit: Unit | None, role: bool, partner: bool) -> None:
    assert reads_as_partner(unit, partner_role=role) is partner


def test_what_kind_of_matter_an_enquiry_is() -> None:
    assert {kind.value: matter_of(kind).value for kind in EnquiryKind} == {
        "transaction": "application",
        "status": "application",
        "information": "information",
        "self_service_help": "information",
    }


def test_how_much_text_may_go_along() -> None:
    lengths = {travels.longest for travels in written().values()}
    assert lengths == {0, 120, 1000}
