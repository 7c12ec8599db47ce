"""Addresses as people write them: the same number however it is typed, and nothing that is neither a mobile number nor an e-mail."""

import pytest

from velkommen.domain.contacts import parse
from velkommen.domain.messages import Channel
from velkommen.domain.refusals import Code, Refusal


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("20123456", "+4520123456"),
        (" 20 12 34 56 ", "+4520123456"),
        ("2012-3456", "+4520123456"),
        ("+45 20 12 34 56", "+4520123456"),
        ("0045 20123456", "+4520123456"),
        ("+46 70 123 45 67", "+46701234567"),
        ("+49 1512 3456789", "+4915123456789"),
        ("+298 212345", "+298212345"),
    ],
)
def test_a_mobile_number_is_one_however_it_is_written(typed: str, to: str) -> None:
    contact = parse(typed)
    assert (contact.channel, contact.to) == (Channel.SMS, to)


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("anna@example.dk", "anna@example.dk"),
        (" Anna.B+tid@Example.DK ", "Anna.B+tid@example.dk"),
        ("o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk"),
    ],
)
def test_an_address_of_e_mail_keeps_its_name_and_has_its_host_in_small_letters(typed: str, to: str) -> None:
    contact = parse(typed)
    assert (contact.channel, contact.to) == (Channel.EMAIL, to)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2012345",
        "201234567",
        "tolv",
        "+4520123",
        "+999 123456789",
        "11223344",  # no number begins so
        "20123456 eller 30123456",
        "20123456\x00",
        "anna@",
        "@example.dk",
        "anna@example",
        "anna@exa mple.dk",
        "anna@example.dk\nBcc: all@example.dk",
        "anna@example.dk, bo@example.dk",
        "Anna <anna@example.dk>",
        ".anna@example.dk",
        "an..na@example.dk",
        "anna@-example.dk",
        f"{'a' * 65}@example.dk",
        f"a@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 63}.dk",
        "æble@example.dk",
    ],
)
def test_what_is_neither_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(typed)
    assert refused.value.code is Code.BAD_CONTACT


@pytest.mark.parametrize("typed", ["010190-1234", "0101901234", "010190-1234@example.dk"])
def test_a_cpr_number_is_not_taken_for_an_address(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(typed)
    assert refused.value.code is Code.CPR_IN_TEXT


def test_a_contact_does_not_show_its_address() -> None:
    assert "20123456" not in repr(parse("20123456"))
